SELECT f::BIGINT, count(*) FROM (
  SELECT unnest(json_extract("AdditionalFields", '$.Flags[*]')) AS f FROM process WHERE "ProcessId" < 6000) GROUP BY 1
