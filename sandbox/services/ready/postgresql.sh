#!/bin/sh
# Makes an empty PostgreSQL cluster and writes it to standard output as a tar archive. `initdb` at every start would
# take ten times as long as all the rest, and three quarters of what it makes is of no use here.
#
#   sh postgresql.sh FOLDER PROGRAMS     an empty folder to work in, and the folder of the programs
set -eu
cd "$1"
programs=$2

"$programs/initdb" --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync --wal-segsize=1 --no-instructions >&2

# Each line is one statement. What a query of a learner may not call is taken from everybody here, and given back to
# the role that changes tables: a function's rights are copied with the database.
"$programs/postgres" --single -F -D data template1 >&2 <<'SQL'
UPDATE pg_database SET datistemplate = false WHERE datname = 'template0'
DROP DATABASE template0
DROP DATABASE postgres
CREATE ROLE reader LOGIN CONNECTION LIMIT 8
CREATE ROLE learner LOGIN CONNECTION LIMIT 16
ALTER ROLE reader SET default_transaction_read_only = on
REVOKE ALL ON DATABASE template1 FROM PUBLIC
DO $$ DECLARE routine regprocedure; BEGIN FOR routine IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND (proname ~ '^(pg_sleep|pg_(try_)?advisory_|lo_|pg_(cancel|terminate)_backend)' OR proname IN ('set_config', 'lowrite', 'loread', 'pg_notify', 'query_to_xml', 'query_to_xmlschema', 'query_to_xml_and_xmlschema', 'cursor_to_xml', 'cursor_to_xmlschema', 'table_to_xml', 'schema_to_xml', 'database_to_xml', 'ts_stat', 'pg_export_snapshot', 'pg_log_backend_memory_contexts')) LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine); EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO learner', routine); END LOOP; END $$
SQL

"$programs/pg_resetwal" --pgdata=data >&2
tar -cf - data
