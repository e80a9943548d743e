SELECT regexp_extract("RemoteUrl", 'https://([^/]+)/', 1), count(*) FROM network GROUP BY 1
