-- How many minutes still have to be rolled up.
SELECT count(DISTINCT at) FROM spark_stale_minutes
