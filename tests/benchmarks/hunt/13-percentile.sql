SELECT "FileName", quantile_disc("ProcessId", 0.5), quantile_disc("ProcessId", 0.95), quantile_disc("ProcessId", 0.99) FROM process GROUP BY 1
