-- Input tokens that a provider put into its cache; most charge more for them.

ALTER TABLE spark_usage ADD COLUMN cache_write_tokens bigint NOT NULL DEFAULT 0;
