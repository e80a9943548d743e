SELECT "DeviceId", count(*), (sum(gap) // count(gap))::BIGINT FROM (
  SELECT "DeviceId", "Timestamp" - lag("Timestamp") OVER (PARTITION BY "DeviceId" ORDER BY "Timestamp") AS gap
  FROM network WHERE "RemotePort" = 8080) GROUP BY 1
