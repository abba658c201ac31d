-- How many previews show a frame, over time?
--
-- Parameters: since, until (timestamptz, half-open); session_id, user_id, feature (text, NULL for
--   all); bucket (interval, width of one point).
-- Columns: at (start of the bucket), previews (asked for; without those that a guardrail stopped or
--   the caller cancelled), succeeded, cache_hits, success_rate (0 to 1, NULL without previews).
SELECT date_bin(%(bucket)s, at, 'epoch') AS at,
    sum(calls) AS previews,
    coalesce(sum(calls) FILTER (WHERE status = 'succeeded'), 0) AS succeeded,
    sum(cache_hits) AS cache_hits,
    (coalesce(sum(calls) FILTER (WHERE status = 'succeeded'), 0) / sum(calls))::double precision
        AS success_rate
FROM spark_call_sums(
    %(since)s, %(until)s, 'render_preview', %(session_id)s, %(user_id)s, %(feature)s, false,
    %(bucket)s)
WHERE status NOT IN ('rejected', 'cancelled')
GROUP BY 1
ORDER BY 1
