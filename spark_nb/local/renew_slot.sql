-- Gives a standby that starts from nothing a slot that starts now.

SELECT pg_terminate_backend(active_pid, 5000)
FROM pg_replication_slots
WHERE slot_name = 'spark_standby' AND active_pid IS NOT NULL;

SELECT pg_drop_replication_slot(slot_name)
FROM pg_replication_slots
WHERE slot_name = 'spark_standby';

SELECT pg_create_physical_replication_slot('spark_standby', true);
