-- Where a call's time went, in milliseconds. NULL: not measured, as in rows of earlier versions.

ALTER TABLE spark_function_calls
    ADD COLUMN queue_ms   double precision,
    ADD COLUMN service_ms double precision;

COMMENT ON COLUMN spark_function_calls.queue_ms IS
    'Of duration_ms: waiting for rate limits and for a slot.';
COMMENT ON COLUMN spark_function_calls.service_ms IS
    'Of duration_ms: attempts, and the pauses between them.';
