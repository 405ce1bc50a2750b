#!/bin/sh
# Makes an empty MariaDB data folder and writes it to standard output as a tar archive.
#
#   sh mysql.sh FOLDER SERVER INSTALLER     an empty folder to work in, and the two programs
set -eu
cd "$1"
server=$2
installer=$3
options="--no-defaults --datadir=$PWD/data --innodb-log-file-size=4M --innodb-undo-tablespaces=0"
options="$options --innodb-data-file-path=ibdata1:4M:autoextend --innodb-autoextend-increment=1"
options="$options --innodb-flush-method=nosync"

"$installer" $options --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve >&2

# Each line is one statement.
"$server" $options --bootstrap --skip-name-resolve >&2 <<'SQL'
USE mysql;
TRUNCATE help_topic;
TRUNCATE help_keyword;
TRUNCATE help_relation;
DELETE FROM global_priv WHERE User = '' OR Host NOT IN ('localhost');
FLUSH PRIVILEGES;
CREATE USER root@'127.0.0.1';
GRANT ALL PRIVILEGES ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
CREATE USER reader@'127.0.0.1' WITH MAX_USER_CONNECTIONS 8;
CREATE USER learner@'127.0.0.1' WITH MAX_USER_CONNECTIONS 16;
SQL
rm -f data/*.err data/*.pid
tar -cf - data
