"""A real server in a sandbox for the tests of this folder, with a small shop on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graders.sql.desk import Desk, SandboxServer
from graders.sql.link import DIALECTS
from graders.sql.schema import Database, load_script
from sandbox.opening import Opener
from sandbox.services import SERVICES, enough, running, tools
from sandbox.session import Session
from sandbox.spec import Limits, SandboxSpec
from tests.conftest import need_service

SHOP = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL);
CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    amount      INTEGER NOT NULL CHECK (amount > 0),
    placed_on   DATE
);
INSERT INTO customers VALUES (1, 'O''Hara \\ Sons'), (2, 'Bo');
INSERT INTO orders VALUES (1, 1, 100, '2024-02-29'), (2, 1, 50, NULL);
"""
SCHEMA, SAMPLE = load_script(SHOP)
SECONDS = 0.8


class Shop:
    """A server with the shop on it, in a session."""

    def __init__(self, language: str, session: Session, service: running.Running) -> None:
        self.session = session
        self.desk = Desk(DIALECTS[language], service, SCHEMA)
        self.engine = SandboxServer(desk=self.desk, end=session.end, seconds=SECONDS)

    def ask(self, query: str, database: Database = SAMPLE) -> object:
        """The answer to one query on one database."""
        (answer,) = self.engine.ask(query, [database])()
        return answer


@contextmanager
def shop(language: str, backend: str = "bubblewrap") -> Iterator[Shop]:
    """A shop on a server in a fresh sandbox."""
    need_service(language, backend)
    spec = SandboxSpec(image=SERVICES[language].image, limits=enough(Limits(), [language]), tools=tools([language]))
    opener = Opener(backend, spec)
    try:
        session = opener()
        services = running.begin([language], session)
        session.ready()
        services[language].wait_until_up()
        made = Shop(language, session, services[language])
        try:
            yield made
        finally:
            made.desk.hang_up()
    finally:
        opener.close()
