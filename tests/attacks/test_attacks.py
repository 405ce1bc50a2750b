"""Every attack of the corpus on every backend that must hold it; and the corpus itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.attack import BACKENDS, HERE, Attack, AttackInvalid, attacks, load
from tests.attacks.batch import Batch
from tests.conftest import need, need_service

ALL = attacks()
AT_LEAST = 120
SECURITY = HERE.parents[1] / "SECURITY.md"


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    with Batch() as running:
        yield running


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("attack", ALL, ids=lambda attack: attack.id)
def test_an_attack_is_held(attack: Attack, backend: str, batch: Batch) -> None:
    need(backend)
    for service in attack.services:
        need_service(service, backend)
    trial = batch.run(attack, backend)
    if attack.gap(backend):
        assert trial.problems, f"it held: take the gap of {backend} out of {attack.id} and of SECURITY.md"
    else:
        assert trial.problems == ()


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= AT_LEAST


def test_no_two_try_the_same() -> None:
    tries = [attack.tries for attack in ALL]
    assert sorted(tries) == sorted(set(tries))


def test_what_a_backend_cannot_hold_is_named_in_the_security_policy() -> None:
    text = SECURITY.read_text(encoding="utf-8")
    assert [attack.id for attack in ALL if attack.gaps and attack.id not in text] == []


@pytest.mark.parametrize(
    ("manifest", "wrong"),
    [
        ('verdicts = ["passed"]', "may pass"),
        ("verdicts = []", "no verdict"),
        ('verdicts = ["failed"]\nsekonds = 1', "unknown keys"),
        ('verdicts = ["lost"]', "not a valid Verdict"),
        ('verdicts = ["failed"]\ngaps = {process = "It cannot."}', "no backend"),
        ('verdicts = ["failed"]', "neither submission/ nor make.py"),
    ],
)
def test_a_folder_that_is_no_attack_is_refused(tmp_path: Path, manifest: str, wrong: str) -> None:
    text = f'tries = "Something."\nholds = "Something."\nexercise = "vault"\n{manifest}\n'
    (tmp_path / "attack.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AttackInvalid, match=wrong):
        load(tmp_path)
