-- One row: what the standby's sender does, and whether its slot still holds what it needs.

SELECT
    coalesce((SELECT state FROM pg_stat_replication
              WHERE application_name = 'spark_standby'), 'absent'),
    coalesce((SELECT wal_status FROM pg_replication_slots
              WHERE slot_name = 'spark_standby'), 'lost');
