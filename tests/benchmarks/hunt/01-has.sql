SELECT "Timestamp", "DeviceName", "ProcessCommandLine" FROM process
WHERE regexp_matches("ProcessCommandLine", '(?i)(^|[^a-z0-9])vssadmin([^a-z0-9]|$)')
