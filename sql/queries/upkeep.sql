-- Make the weekly tables that are needed and roll up some of what is due; when nothing is left of that,
-- drop the weeks that ended more than ``keep_days`` ago (NULL: none). 0 when all is done.
SELECT spark_upkeep(%(keep_days)s)
