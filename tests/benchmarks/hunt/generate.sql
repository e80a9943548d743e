-- Tables of hunting events for bench-hunt: $rows processes and connections, a
-- tenth as many of the others. Deterministic: everything comes from hash(). A
-- datetime is ticks of 100 ns since 0001-01-01; the events lie in June 2025.
CREATE TABLE commands AS
SELECT i AS n, list_extract(['C:\Windows\System32\svchost.exe -k netsvcs -p -s ', 'cmd.exe /c dir C:\Users\user', 'powershell.exe -NoProfile -File C:\Scripts\job', 'chrome.exe --type=renderer --lang=en-US --client-id=', 'conhost.exe 0xffffffff -ForceV1 ', 'msedge.exe --type=utility --utility-sub-type=', 'reg.exe query HKLM\Software\Vendor\Key', 'C:\Program Files\Agent\agent.exe --config C:\ProgramData\Agent\conf', 'wmic.exe process where id=', 'net.exe user account'], 1 + (hash(i) % 10)::INT)
  || (hash(i * 7) % 100000)::VARCHAR
  || CASE WHEN hash(i * 3) % 1000 = 0 THEN ' && vssadmin.exe delete shadows /all /quiet' ELSE '' END AS command,
  list_extract(['svchost.exe', 'cmd.exe', 'powershell.exe', 'chrome.exe', 'conhost.exe', 'msedge.exe', 'reg.exe', 'agent.exe', 'wmic.exe', 'net.exe'], 1 + (hash(i) % 10)::INT) AS file
FROM range(200000) AS r(i);

CREATE TABLE process AS
SELECT 638844192000000000 + (hash(i) % 25920000000000)::BIGINT AS "Timestamp",
  md5((hash(i * 11) % 2000)::VARCHAR) AS "DeviceId",
  'host-' || (hash(i * 11) % 2000)::VARCHAR || '.example.com' AS "DeviceName",
  CASE WHEN hash(i * 13) % 50000 = 0 THEN 'tool' || (hash(i * 17) % 400)::VARCHAR || '.exe' ELSE c.file END AS "FileName",
  c.command AS "ProcessCommandLine",
  'user' || (hash(i * 19) % 500)::VARCHAR AS "AccountName",
  list_extract(['explorer.exe', 'services.exe', 'cmd.exe', 'powershell.exe'], 1 + (hash(i * 23) % 4)::INT) AS "InitiatingProcessFileName",
  'ProcessCreated' AS "ActionType",
  (hash(i * 29) % 60000)::BIGINT AS "ProcessId",
  '{"User":"user' || (hash(i * 19) % 500)::VARCHAR || '","Flags":[' || (hash(i * 31) % 5)::VARCHAR || ',' || (hash(i * 37) % 5)::VARCHAR || '],"Depth":' || (hash(i * 41) % 9)::VARCHAR || '}' AS "AdditionalFields",
  i AS "ReportId"
FROM range($rows) AS r(i) JOIN commands AS c ON c.n = (hash(r.i * 5) % 200000)::BIGINT;

CREATE TABLE network AS
SELECT 638844192000000000 + (hash(i * 2 + 1) % 25920000000000)::BIGINT AS "Timestamp",
  md5((hash(i * 11) % 2000)::VARCHAR) AS "DeviceId",
  'host-' || (hash(i * 11) % 2000)::VARCHAR || '.example.com' AS "DeviceName",
  (10 + (hash(i * 43) % 6) * 36)::VARCHAR || '.' || (hash(i * 47) % 256)::VARCHAR || '.' || (hash(i * 53) % 256)::VARCHAR || '.' || (hash(i * 59) % 256)::VARCHAR AS "RemoteIP",
  'https://site' || (hash(i * 61) % 3000)::VARCHAR || '.example.net/path/' || (hash(i * 67) % 1000)::VARCHAR AS "RemoteUrl",
  list_extract([443, 80, 53, 445, 3389, 8080], 1 + (hash(i * 71) % 6)::INT)::INTEGER AS "RemotePort",
  list_extract(['chrome.exe', 'msedge.exe', 'svchost.exe', 'agent.exe'], 1 + (hash(i * 73) % 4)::INT) AS "InitiatingProcessFileName",
  list_extract(['ConnectionSuccess', 'ConnectionFailed', 'ConnectionAttempt'], 1 + (hash(i * 79) % 3)::INT) AS "ActionType"
FROM range($rows) AS r(i);

CREATE TABLE file AS
SELECT 638844192000000000 + (hash(i * 3 + 2) % 25920000000000)::BIGINT AS "Timestamp", md5((hash(i * 11) % 2000)::VARCHAR) AS "DeviceId",
  'report' || (hash(i * 83) % 9000)::VARCHAR || '.docx' AS "FileName", 'FileCreated' AS "ActionType"
FROM range($rows // 10) AS r(i);

CREATE TABLE logon AS
SELECT 638844192000000000 + (hash(i * 3 + 1) % 25920000000000)::BIGINT AS "Timestamp", md5((hash(i * 11) % 2000)::VARCHAR) AS "DeviceId",
  'user' || (hash(i * 19) % 500)::VARCHAR AS "AccountName", list_extract(['LogonSuccess', 'LogonFailed'], 1 + (hash(i * 89) % 2)::INT) AS "ActionType"
FROM range($rows // 10) AS r(i);

CREATE TABLE image AS
SELECT 638844192000000000 + (hash(i * 5 + 2) % 25920000000000)::BIGINT AS "Timestamp", md5((hash(i * 11) % 2000)::VARCHAR) AS "DeviceId",
  'module' || (hash(i * 97) % 700)::VARCHAR || '.dll' AS "FileName", 'ImageLoaded' AS "ActionType"
FROM range($rows // 10) AS r(i);

DROP TABLE commands;
