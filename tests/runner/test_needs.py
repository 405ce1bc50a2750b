"""What `kata list` says an exercise lacks on this machine."""

from __future__ import annotations

import pytest

from runner import needs
from runner.catalog import Catalog
from runner.needs import Machine


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no program on its path, no image, and nothing installed beside kata."""
    monkeypatch.setattr(needs, "locate", lambda *_: None)
    monkeypatch.setattr(Machine, "_is_built", lambda *_: False)
    monkeypatch.setattr(needs, "find_spec", lambda _: None)
    monkeypatch.setattr(needs, "has_client", lambda _: False)


@pytest.mark.parametrize(
    ("exercise", "lacks"),
    [
        ("algo-01", ""),
        ("sql-01", ""),
        ("git-01", ""),
        ("js-01", "JavaScript (Node.js), or `kata sandbox build node`"),
        ("pg-01", "kata-runner[servers], which speaks to PostgreSQL"),
        ("net-01", "kata-runner[servers], which speaks to nginx"),
        ("cassandra-01", "kata-runner[cassandra], which speaks to Cassandra"),
        ("clean-01", "kata-runner[quality], which has ruff and mypy"),
    ],
)
def test_a_bare_machine_lacks_what_an_exercise_needs(bare: None, exercise: str, lacks: str) -> None:
    assert Machine().lacks(Catalog.open().find(exercise)) == lacks


def test_with_its_packages_a_bare_machine_lacks_programs_or_the_image(
    bare: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "find_spec", lambda name: name)
    monkeypatch.setattr(needs, "has_client", lambda _: True)
    find = Catalog.open().find
    assert Machine().lacks(find("net-04")) == "BIND, or `kata sandbox build web`"
    assert Machine().lacks(find("pg-01")) == "PostgreSQL, or `kata sandbox build postgresql`"
    assert Machine().lacks(find("cassandra-01")) == "Docker and `kata sandbox build cassandra`"
    assert Machine().lacks(find("aws-01")) == "Docker and `kata sandbox build aws`"
    monkeypatch.setattr(Machine, "_is_built", lambda *_: True)
    assert {Machine().lacks(exercise) for exercise in Catalog.open().load_all()[0]} == {""}
