WITH counts AS (
  SELECT "DeviceId" AS d, ("Timestamp" - 638843328000000000) // 36000000000 AS b, count(*) AS n FROM network
  WHERE "Timestamp" >= 638843328000000000 AND "Timestamp" < 638869248000000000 GROUP BY 1, 2),
maps AS (SELECT d, map_from_entries(list((b, n))) AS m FROM counts GROUP BY d)
SELECT d, list_transform(range(720), lambda b: coalesce(m[b], 0)), list_transform(range(720), lambda b: 638843328000000000 + b * 36000000000) FROM maps
