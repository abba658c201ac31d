-- Roll up some of the calls that were written; 0 when nothing was left to do.
SELECT spark_roll_up(240)
