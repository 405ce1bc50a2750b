#!/bin/sh
# Makes Cassandra's system keyspaces, with its roles, and writes them to standard output as a tar archive. The second
# start, from what the first has left, is the rehearsal for the archive of classes.
#
#   sh cassandra.sh FOLDER SERVER REHEARSAL CLASSES     an empty folder to work in, the server's program, the program
#                                                       that asks it, and where the archive of classes is to be
set -eu
cd "$1"
server=$2
rehearsal=$3
classes=$4
port=9042

run() {
    : > log
    "$server" "$PWD/data" "$port" "$@" > log 2>&1 &
    pid=$!
    until grep -q "Startup complete" log; do
        kill -0 "$pid" 2> /dev/null || { cat log >&2; exit 1; }
        sleep 0.1
    done
    python3 "$rehearsal" "$port" >&2 || { cat log >&2; kill -9 "$pid"; exit 1; }
    kill "$pid"
    wait "$pid" || test $? -eq 143
}

mkdir data
run
run "-XX:ArchiveClassesAtExit=$classes"
test -s "$classes" || { cat log >&2; exit 1; }
rm -rf data/commitlog data/hints data/saved_caches data/cdc_raw data/hsperfdata* data/jna*
cd data
tar -cf - .
