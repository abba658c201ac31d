-- Make the weekly tables from ``since`` on, so that old rows go where they belong at once.
SELECT spark_make_weeks(%(since)s)
