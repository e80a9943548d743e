SELECT "DeviceId", count(*) FROM network
WHERE (split_part("RemoteIP", '.', 1)::BIGINT * 16777216 + split_part("RemoteIP", '.', 2)::BIGINT * 65536 + split_part("RemoteIP", '.', 3)::BIGINT * 256 + split_part("RemoteIP", '.', 4)::BIGINT) & 4293918720 = 168820736
GROUP BY 1
