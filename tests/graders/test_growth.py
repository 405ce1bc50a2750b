"""How a cost grows: what a curve says, when measuring ends, and that neither noise nor a factor changes the answer."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from graders.growing.curve import faster_share
from graders.growing.errors import WrongAnswer
from graders.growing.measuring import MOST_ROUNDS, Measuring, Subject
from tests.conftest import need
from tests.graders.running import graded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZES = (1000, 2000, 4000, 8000)


def share(cost: Callable[[int], float], control: Callable[[int], float]) -> float:
    return faster_share({size: cost(size) for size in SIZES}, {size: control(size) for size in SIZES})


class TestCurve:
    @pytest.mark.parametrize(
        ("cost", "control"),
        [
            (lambda n: 5e-6 * n, lambda n: 1e-6 * n),
            (lambda n: 1e-6 * n + 1e-3, lambda n: 1e-6 * n + 1e-3),
            (lambda n: 1e-7 * n * n.bit_length() + 1e-3, lambda n: 1e-6 * n + 1e-3),
            (lambda n: 1e-3 + n * 1e-9, lambda _: 1e-3),
            (lambda n: 1e-7 * n, lambda n: 1e-9 * n * n),
        ],
    )
    def test_slower_by_a_factor_or_a_logarithm_is_as_good(
        self, cost: Callable[[int], float], control: Callable[[int], float]
    ) -> None:
        assert share(cost, control) < 0.3

    @pytest.mark.parametrize(
        ("cost", "control"),
        [
            (lambda n: 1e-8 * n * n, lambda n: 1e-6 * n),
            (lambda n: 1e-8 * n * n + 2e-6 * n + 1e-3, lambda n: 1e-6 * n + 1e-3),
            (lambda n: 1e-5 * n + 1e-3, lambda _: 1e-3),
            (lambda n: 1e-8 * n * n + 5e-2, lambda n: 1e-6 * n + 1e-4),
            (lambda n: 1e-12 * n**3, lambda n: 1e-6 * n),
        ],
    )
    def test_one_power_more_is_seen_through_what_a_call_costs(
        self, cost: Callable[[int], float], control: Callable[[int], float]
    ) -> None:
        assert share(cost, control) > 0.7


class Machine:
    """A made-up machine: time passes by what runs on it, with noise that only ever adds."""

    def __init__(self, seed: int, noise: float) -> None:
        self.now = 0.0
        self.noise = noise
        self.rng = random.Random(seed)  # noqa: S311 - to be repeatable

    def spend(self, seconds: float) -> None:
        self.now += seconds * (1 + self.rng.random() * self.noise) + 2e-4

    def subject(self, cost: Callable[[int], float]) -> Subject:
        return Subject(cost, lambda: self.now)

    def case(self, cost: Callable[[int], float], size: int, rng: random.Random) -> Callable[[], Any]:
        number = rng.random()

        def action() -> float:
            self.spend(cost(size))
            return number

        return action


def ask(seed: int, cost: Callable[[int], float], *, noise: float) -> Any:
    machine = Machine(seed, noise)
    subjects = machine.subject(cost), machine.subject(lambda n: 1e-6 * n)
    measuring = Measuring(*subjects, machine.case, same=lambda one, other: bool(one == other), seed=str(seed))
    return measuring.answer(start=250, most=256_000)


class TestMeasuring:
    def test_no_wrong_answer_on_a_noisy_machine(self) -> None:
        for seed in range(200):
            assert not ask(seed, lambda n: 4e-6 * n, noise=1.0).grows_faster
            assert ask(seed, lambda n: 2e-8 * n * n, noise=1.0).grows_faster

    def test_it_ends_soon_where_it_is_clear_and_at_last_where_it_is_not(self) -> None:
        assert ask(1, lambda n: 4e-6 * n, noise=0.1).rounds == 2
        unclear = ask(1, lambda n: 1e-6 * n + 5e-11 * n * n, noise=0.0)
        assert unclear.rounds <= MOST_ROUNDS

    def test_a_doubt_is_settled_at_larger_sizes(self) -> None:
        found = ask(1, lambda n: 2e-6 * n + 6e-9 * n * n, noise=0.0)
        assert found.grows_faster
        assert found.clear

    def test_a_wrong_answer_ends_it(self) -> None:
        machine = Machine(1, 0.0)
        subjects = machine.subject(lambda n: 1e-6 * n), machine.subject(lambda n: 1e-6 * n)
        measuring = Measuring(*subjects, machine.case, same=lambda _, __: False, seed="1")
        with pytest.raises(WrongAnswer):
            measuring.answer(start=250, most=1000)


CHECKS = '''
    def case(module, count, rng):
        numbers = [rng.randrange(count * 100) for _ in range(count)]
        return lambda: module.doubles(numbers)

    def test_growth(growth):
        """Twice the numbers take about twice as long"""
        growth.like_reference(case, rule="one pass is enough", unit="numbers")
    '''
LINEAR = """\
    def doubles(numbers):
        seen, found = set(), 0
        for number in numbers:
            found += number in seen
            seen.add(number)
        return found
    """
QUADRATIC = """\
    def doubles(numbers):
        return sum(number in numbers[:index] for index, number in enumerate(numbers))
    """


@pytest.mark.parametrize("sandbox", ["process", "bubblewrap"])
def test_linear_passes_and_quadratic_fails(tmp_path: Path, sandbox: str) -> None:
    need(sandbox)
    verdicts = []
    for number, text in enumerate((LINEAR, QUADRATIC)):
        folder = tmp_path / str(number)
        more = {"solution/work.py": LINEAR}
        done = graded(folder, "growth", tests=CHECKS, work={"work.py": text}, more=more, sandbox=sandbox)
        verdicts.append(done.verdicts()["test_growth"])
    assert verdicts == ["passed", "failed"], done.checks
    message = done.message_of("test_growth")
    assert message.startswith("Rule: one pass is enough.")
    assert "reference" in message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def doubles(numbers):\n    return 0\n", id="a constant"),
        pytest.param(
            "class Later:\n    def __eq__(self, other): return True\ndef doubles(numbers):\n    return Later()\n",
            id="equal to everything",
        ),
        pytest.param("def doubles(numbers):\n    yield 0\n", id="worked out later"),
    ],
)
def test_a_quick_wrong_answer_is_no_good_growth(tmp_path: Path, text: str) -> None:
    done = graded(tmp_path, "growth", tests=CHECKS, work={"work.py": text}, more={"solution/work.py": LINEAR})
    assert done.verdicts()["test_growth"] == "failed"
    assert "counts only where the answer is right" in done.message_of("test_growth")
