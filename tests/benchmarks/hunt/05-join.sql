WITH l AS (SELECT DISTINCT "DeviceId" FROM process WHERE "FileName" = 'wmic.exe')
SELECT "DeviceId", count(*) FROM l JOIN network AS n USING ("DeviceId") WHERE n."RemotePort" = 3389 GROUP BY 1
