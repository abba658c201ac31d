-- How often was each tool called, by hour of the day (UTC)?
SELECT extract(hour FROM at AT TIME ZONE 'UTC')::integer AS hour, tool, sum(calls)::bigint AS calls
FROM spark_call_sums(%(since)s, %(until)s, NULL, NULL, NULL, NULL, false, '1 hour')
GROUP BY 1, 2
ORDER BY 1, 2
