-- Rows arrive in time order, so a BRIN index finds a time range at a thousandth of a B-tree's size.

CREATE INDEX spark_function_calls_time ON spark_function_calls USING brin (started_at)
    WITH (autosummarize = on);
CREATE INDEX spark_function_calls_session ON spark_function_calls (session_id, started_at);
CREATE INDEX spark_events_time ON spark_events USING brin (occurred_at) WITH (autosummarize = on);
CREATE INDEX spark_events_session ON spark_events (session_id, occurred_at);
CREATE INDEX spark_generated_scripts_session ON spark_generated_scripts (session_id, written_at);
CREATE INDEX spark_previews_session ON spark_previews (session_id, rendered_at);
CREATE INDEX spark_build_jobs_session ON spark_build_jobs (session_id, queued_at);
CREATE INDEX spark_usage_session ON spark_usage (session_id, used_at);
CREATE INDEX spark_metrics_time ON spark_metrics USING brin (sampled_at) WITH (autosummarize = on);
