#!/bin/sh
# Starts Cassandra in the foreground: kata-cassandra FOLDER PORT [OPTION...], the folder being one of its own.
folder=$1
port=$2
shift 2
exec /opt/java/bin/java @/opt/cassandra/java.options "$@" -Dcassandra.storagedir="$folder" \
    -Djava.io.tmpdir="$folder" -Dcassandra.native_transport_port="$port" \
    org.apache.cassandra.service.CassandraDaemon
