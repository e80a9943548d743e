SELECT "DeviceId", max("Timestamp"), arg_max("FileName", "Timestamp"), arg_max("AccountName", "Timestamp") FROM process GROUP BY 1
