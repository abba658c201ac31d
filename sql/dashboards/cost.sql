-- What did language models cost, by model, tool, feature, session or day?
--
-- Parameters: since, until (timestamptz, half-open); tool, session_id, user_id, feature (text, NULL
--   for all); grouping (model, tool, feature, session or day).
-- Columns: key (NULL: no tool call, no feature), requests, input_tokens, output_tokens,
--   cached_tokens, cost_usd (US dollars of what has a price, NULL when nothing has), then
--   unpriced_requests and unpriced_tokens (input and output), whose price is not known.
WITH used AS (
    SELECT u.*, c.tool
    FROM spark_usage AS u LEFT JOIN spark_function_calls AS c
        ON (%(grouping)s = 'tool' OR %(tool)s::text IS NOT NULL)
        AND c.call_id = u.call_id
        AND c.started_at > u.used_at - interval '1 day' AND c.started_at <= u.used_at
        AND c.started_at > %(since)s::timestamptz - interval '1 day' AND c.started_at < %(until)s
    WHERE used_at >= %(since)s AND used_at < %(until)s
        AND (%(session_id)s::text IS NULL OR u.session_id = %(session_id)s)
        AND (%(user_id)s::text IS NULL OR u.user_id = %(user_id)s)
        AND (%(feature)s::text IS NULL OR u.feature = %(feature)s)
)
SELECT CASE %(grouping)s
        WHEN 'model' THEN provider || ' ' || model
        WHEN 'tool' THEN tool
        WHEN 'feature' THEN feature
        WHEN 'session' THEN session_id
        WHEN 'day' THEN to_char(used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')
    END AS key,
    count(*) AS requests, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
    sum(cached_tokens) AS cached_tokens, sum(cost_usd) AS cost_usd,
    count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced_requests,
    coalesce(sum(input_tokens + output_tokens) FILTER (WHERE cost_usd IS NULL), 0)
        AS unpriced_tokens
FROM used
WHERE %(tool)s::text IS NULL OR tool = %(tool)s
GROUP BY 1
ORDER BY cost_usd DESC NULLS LAST, unpriced_tokens DESC, key
