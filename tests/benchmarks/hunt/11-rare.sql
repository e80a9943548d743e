WITH rare AS (SELECT "FileName", count(*) AS n, count(DISTINCT "DeviceId") FROM process GROUP BY 1 HAVING count(*) < 50)
SELECT "FileName", n, "DeviceName", "ProcessCommandLine" FROM rare JOIN process USING ("FileName")
