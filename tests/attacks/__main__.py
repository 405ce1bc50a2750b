"""``make attacks``: runs every attack on every backend that works here and prints a table of them.

python -m tests.attacks [AREA[/NAME] ...] [--sandbox NAME] [--verbose]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from tests.attacks.attack import BACKENDS, attacks
from tests.attacks.batch import Batch
from tests.conftest import refusal, service_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.attacks.attack import Attack
    from tests.attacks.trial import Trial

Results = dict[str, "Trial"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run and print; 0 if everything held."""
    options = _options(argv)
    chosen = [one for one in attacks() if not options.attack or {one.area, one.id} & set(options.attack)]
    refused = {name: refusal(name) for name in options.sandbox or BACKENDS}
    usable = [name for name, why in refused.items() if not why]
    for name, why in refused.items():
        if why:
            print(f"{name} is left out: {why}")
    if not usable or not chosen:
        print("there is nothing to run")
        return 1
    started = time.monotonic()
    counts: Counter[str] = Counter()
    with Batch() as batch:
        for area, members in groupby(chosen, lambda one: one.area):
            print(f"\n{area}")
            for attack in members:
                able = [name for name in usable if not any(service_refusal(one, name) for one in attack.services)]
                results = {name: batch.run(attack, name) for name in able}
                counts.update(outcome(attack, name, trial) for name, trial in results.items())
                print("\n".join(_lines(attack, results, verbose=options.verbose)), flush=True)
    told = ", ".join(f"{counts[word]} {word}" for word in ("held", "gap", "BROKEN") if counts[word])
    seconds = time.monotonic() - started
    print(f"\n{len(chosen)} attacks on {' and '.join(usable)}: {told}, in {seconds:.0f} seconds")
    return 1 if counts["BROKEN"] else 0


def outcome(attack: Attack, sandbox: str, trial: Trial) -> str:
    """``held``; ``gap`` where it is known that a backend cannot hold it, and it did not; ``BROKEN`` for all else."""
    if attack.gap(sandbox):
        return "gap" if trial.problems else "BROKEN"
    return "BROKEN" if trial.problems else "held"


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument("attack", nargs="*", help="an area, or an area and a name; all if none is given")
    parser.add_argument("--sandbox", action="append", choices=BACKENDS, help="a backend; all that work if not given")
    parser.add_argument("--verbose", action="store_true", help="print the messages of the reports, too")
    return parser.parse_args(argv)


def _lines(attack: Attack, results: Results, *, verbose: bool) -> Iterator[str]:
    columns = "  ".join(
        f"{name} {outcome(attack, name, trial)} ({trial.verdict}, {trial.seconds:.1f} s)"
        for name, trial in results.items()
    )
    yield f"  {attack.name:<34} {columns}"
    yield f"    tries: {attack.tries}"
    yield f"    holds: {attack.holds}"
    for name, trial in results.items():
        expected = outcome(attack, name, trial) != "BROKEN"
        if attack.gap(name):
            yield f"    {name} cannot hold it: {attack.gap(name)}"
            yield from () if expected else [f"    {name}: BROKEN, for here it held; take the gap out"]
        elif not expected:
            yield from (f"    {name}: {problem}" for problem in trial.problems)
        if verbose:
            yield from (f"    {name}| {line}" for line in trial.message.splitlines())


if __name__ == "__main__":
    sys.exit(main())
