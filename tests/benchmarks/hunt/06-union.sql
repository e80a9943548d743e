SELECT "DeviceId", "ActionType", count(*) FROM (
  SELECT "DeviceId", "ActionType" FROM process UNION ALL SELECT "DeviceId", "ActionType" FROM network
  UNION ALL SELECT "DeviceId", "ActionType" FROM file UNION ALL SELECT "DeviceId", "ActionType" FROM logon
  UNION ALL SELECT "DeviceId", "ActionType" FROM image) GROUP BY 1, 2
