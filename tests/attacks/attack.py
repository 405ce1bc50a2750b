"""One attack of the corpus: a folder with ``attack.toml``, and ``submission/`` or ``make.py`` or both.

    tries = "one sentence: what the submission attempts"
    holds = "one sentence: what must hold, and why it does"
    exercise = "vault"                      # a built-in exercise, or one of exercises/
    verdicts = ["failed", "crashed"]        # what the whole may come to; never passed
    language = "python"                     # that if not said
    says = "text"                           # what a message of the report must contain
    services = ["redis"]                    # without which, in an image or on the machine, it is not tried
    seconds = 3.0                           # the whole grading ends within this and one second more

    [checks]
    test_doubles = "passed"                 # what single checks must come to: a verdict or a list of them
    others = "failed"                       # what all checks must come to that are not named

    [gaps]
    bubblewrap = "why it cannot hold it"    # strict: there the attack must succeed, and SECURITY.md names it

``submission/`` is copied; then ``make(folder)`` of ``make.py`` adds what data cannot hold: links, pipes, devices,
repositories, giants.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from graders.outcome import Verdict
from sandbox.backends.cgroup import parents

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
BACKENDS = ("docker", "bubblewrap")
WITHOUT_CGROUP = "bubblewrap without a cgroup"
"""For a gap that there is on some machines only."""
MANIFEST = "attack.toml"
OTHERS = "others"


class AttackInvalid(Exception):
    """A folder of the corpus is not an attack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack, as its folder says.

    Attributes:
        area: what is attacked; the folder above.
        name: the folder.
        folder: where it is.
        tries: what the submission attempts.
        holds: what must hold.
        exercise: the id of the exercise that it is handed in for.
        verdicts: what the whole may come to.
        checks: for single checks, by their names, what they may come to; ``others`` for those not named.
        language: what it is written in.
        says: what a message of the report must contain.
        services: the servers that its exercise needs.
        seconds: how long the whole grading may take; None for the exercise's own limits.
        gaps: the backends that cannot hold it, and why; ``bubblewrap without a cgroup`` is one of them.
    """

    area: str
    name: str
    folder: Path
    tries: str
    holds: str
    exercise: str
    verdicts: frozenset[Verdict]
    checks: dict[str, frozenset[Verdict]] = field(default_factory=dict)
    language: str = "python"
    says: str = ""
    services: tuple[str, ...] = ()
    seconds: float | None = None
    gaps: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Area and name."""
        return f"{self.area}/{self.name}"

    def gap(self, backend: str) -> str:
        """Why a backend cannot hold it on this machine; empty if it can."""
        without = WITHOUT_CGROUP if backend == "bubblewrap" and parents() is None else ""
        return self.gaps.get(backend) or self.gaps.get(without, "")


def attacks(corpus: Path = CORPUS) -> list[Attack]:
    """All attacks, by area and name."""
    return [load(path.parent) for path in sorted(corpus.glob(f"*/*/{MANIFEST}"))]


def find(attack_id: str, corpus: Path = CORPUS) -> Attack:
    """The attack of that id."""
    return load(corpus / attack_id)


def load(folder: Path) -> Attack:
    """The attack in a folder.

    Raises:
        AttackInvalid: with what is wrong with it.
    """
    try:
        data = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return _build(folder, data)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise AttackInvalid(f"{folder.parent.name}/{folder.name}: {type(error).__name__}: {error}") from error


def _build(folder: Path, data: dict[str, Any]) -> Attack:
    known = {one.name for one in fields(Attack)} - {"area", "name", "folder"}
    if not data.keys() <= known:
        raise ValueError(f"unknown keys: {', '.join(sorted(data.keys() - known))}")
    data["verdicts"] = _verdicts(data["verdicts"])
    data["services"] = tuple(data.get("services", ()))
    data["checks"] = {name: _verdicts(allowed) for name, allowed in data.get("checks", {}).items()}
    attack = Attack(area=folder.parent.name, name=folder.name, folder=folder, **data)
    if Verdict.PASSED in attack.verdicts:
        raise ValueError("an attack that may pass is none")
    if not attack.verdicts:
        raise ValueError("no verdict is allowed")
    for sentence in (attack.tries, attack.holds, *attack.gaps.values()):
        if "\n" in sentence or not sentence.endswith(".") or not sentence.strip("."):
            raise ValueError(f"not a sentence on one line: {sentence!r}")
    if not attack.gaps.keys() <= {*BACKENDS, WITHOUT_CGROUP}:
        raise ValueError(f"gaps of something that is no backend: {', '.join(attack.gaps)}")
    if not any((folder / part).exists() for part in ("submission", "make.py")):
        raise ValueError("neither submission/ nor make.py")
    return attack


def _verdicts(given: Any) -> frozenset[Verdict]:
    return frozenset(map(Verdict, [given] if isinstance(given, str) else given))
