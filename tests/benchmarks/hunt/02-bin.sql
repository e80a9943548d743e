SELECT "Timestamp" - "Timestamp" % 36000000000, "ActionType", count(*) FROM network GROUP BY 1, 2
