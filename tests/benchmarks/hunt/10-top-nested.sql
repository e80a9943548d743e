WITH files AS (SELECT "FileName", count(*) AS n FROM process GROUP BY 1 ORDER BY n DESC LIMIT 5),
accounts AS (SELECT "FileName", f.n, "AccountName", count(*) AS m FROM process JOIN files AS f USING ("FileName") GROUP BY ALL)
SELECT "FileName", n, "AccountName", m FROM accounts
QUALIFY row_number() OVER (PARTITION BY "FileName" ORDER BY m DESC) <= 3
