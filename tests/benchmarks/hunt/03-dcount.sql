SELECT "InitiatingProcessFileName", count(DISTINCT "RemoteIP") FROM network GROUP BY 1
