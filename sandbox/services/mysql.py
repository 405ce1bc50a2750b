"""MariaDB, which speaks MySQL's protocol and dialect, started without what a database that lives for seconds needs not.

The user ``root`` may do everything, ``learner`` and ``reader`` what they are granted; all come from the loopback
interface without a password, for nobody else is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import SandboxFailed

if TYPE_CHECKING:
    from sandbox.services.place import Place

SUPERUSER = "root"
SYSTEM = ("information_schema", "mysql", "performance_schema", "sys")
_SETTINGS = (
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--innodb-buffer-pool-size=16M",
    "--innodb-log-file-size=4M",
    "--innodb-data-file-path=ibdata1:4M:autoextend",
    "--innodb-autoextend-increment=1",
    "--innodb-undo-tablespaces=0",
    "--innodb-flush-method=nosync",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=0",
    "--innodb-use-native-aio=0",
    "--innodb-read-io-threads=2",
    "--innodb-write-io-threads=2",
    "--innodb-ft-min-token-size=2",
    "--innodb-ft-sort-pll-degree=1",
    "--innodb-ft-cache-size=1600000",
    "--innodb-ft-total-cache-size=32000000",
    "--innodb-sort-buffer-size=64K",
    "--innodb-temp-data-file-path=ibtmp1:1M:autoextend",
    "--innodb-buffer-pool-dump-at-shutdown=OFF",
    "--innodb-buffer-pool-load-at-startup=OFF",
    "--innodb-lock-wait-timeout=5",
    "--performance-schema=OFF",
    "--skip-log-bin",
    "--key-buffer-size=1M",
    "--aria-pagecache-buffer-size=8M",
    "--thread-cache-size=4",
    "--table-open-cache=100",
    "--max-connections=40",
    "--max-allowed-packet=4M",
    "--tmp-memory-table-size=16M",
    "--max-heap-table-size=16M",
    "--local-infile=OFF",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_general_ci",
    "--default-time-zone=+00:00",
    "--default-storage-engine=InnoDB",
)


def command(place: Place) -> list[str]:
    """How it is started."""
    return [
        place.programs["mariadbd"],
        "--no-defaults",
        f"--datadir={place.folder}/data",
        f"--tmpdir={place.folder}",
        f"--socket={place.folder}/socket",
        f"--pid-file={place.folder}/pid",
        f"--port={place.port}",
        *_SETTINGS,
    ]


def preparing(programs: dict[str, str]) -> list[str]:
    """What ``ready/mysql.sh`` is given besides its folder."""
    return [programs["mariadbd"], programs["mariadb-install-db"]]


def reset(address: tuple[str, int]) -> None:
    """Drop every database that was not there when it came up, and end all other connections.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    import pymysql

    host, port = address
    try:
        connection = pymysql.connect(host=host, port=port, user=SUPERUSER, password="", autocommit=True)
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT id FROM information_schema.processlist WHERE user NOT IN ('system user', 'root')")
            for (number,) in cursor.fetchmany(_MOST):
                cursor.execute("KILL SOFT CONNECTION %s", [int(number)])
            cursor.execute("SHOW DATABASES")
            for (name,) in cursor.fetchmany(_MOST):
                if name not in SYSTEM:
                    cursor.execute(f"DROP DATABASE `{str(name).replace('`', '``')}`")
    except (pymysql.MySQLError, OSError) as error:
        raise SandboxFailed(f"MariaDB could not be brought back to its first state: {error}") from error


_MOST = 1000
"""Databases, and connections, that are ended at most: how many there are is the word of the sandbox."""
