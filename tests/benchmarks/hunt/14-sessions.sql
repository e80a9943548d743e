SELECT a, s, count(*) FROM (
  SELECT a, max(CASE WHEN last IS NULL OR t - last > 18000000000 THEN t END) OVER (PARTITION BY a ORDER BY t ROWS UNBOUNDED PRECEDING) AS s FROM (
    SELECT "AccountName" AS a, "Timestamp" AS t, lag("Timestamp") OVER (PARTITION BY "AccountName" ORDER BY "Timestamp") AS last FROM logon))
GROUP BY 1, 2
