"""The fixtures that every hidden test may take, whatever its grader."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.grading import Grading, Sessions
    from sandbox.services.aws import Client as AwsClient
    from sandbox.services.oidc import Provider
    from sandbox.services.redis import Client
    from sandbox.services.running import Running
    from sandbox.session import Session

SESSIONS: pytest.StashKey[Sessions] = pytest.StashKey()
"""Where the core plugin keeps the sessions of the run, for the plugins of graders."""


@pytest.fixture(scope="session")
def grading(pytestconfig: pytest.Config) -> Grading:
    """What is graded: the submission, the exercise's folders, the limits."""
    return pytestconfig.stash[SESSIONS].grading


@pytest.fixture
def session(pytestconfig: pytest.Config) -> Session:
    """The live sandbox, with the submission's files in it."""
    return pytestconfig.stash[SESSIONS].current()


@pytest.fixture
def services(pytestconfig: pytest.Config) -> Iterator[Mapping[str, Running]]:
    """The servers in the live sandbox, by name: ``services["redis"].address`` is where a client reaches one."""
    sessions = pytestconfig.stash[SESSIONS]
    sessions.current()
    yield sessions.services
    for service in sessions.services.values():
        service.settle()


@pytest.fixture
def redis(services: Mapping[str, Running]) -> Iterator[Client]:
    """A connection to the Redis in the live sandbox: ``redis.command("TTL", "key")`` gives a plain value."""
    from sandbox.services.redis import Client

    with Client(services["redis"].address) as client:
        yield client


@pytest.fixture
def oidc(services: Mapping[str, Running]) -> Provider:
    """The OpenID Connect provider in the live sandbox, in its first state: ``docs/services.md`` has all of it."""
    from sandbox.services.oidc import Provider

    running = services["oidc"]
    return Provider(running.address, running.secret, running.port)


@pytest.fixture
def aws(services: Mapping[str, Running]) -> AwsClient:
    """Requests to the AWS in the live sandbox: ``aws.put("bucket", "key", b"data")``, ``aws.call("sqs", ...)``."""
    from sandbox.services.aws import Client

    return Client(services["aws"].address)


@pytest.fixture
def rng(grading: Grading, request: pytest.FixtureRequest) -> random.Random:
    """Random choices that the run's seed and the test's name decide, and nothing else."""
    return random.Random(f"{grading.seed}/{request.node.nodeid}")  # noqa: S311 - to be repeatable
