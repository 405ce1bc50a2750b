"""``kata verify``: proves that exercises grade rightly."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    name="verify",
    short_help="Prove that exercises grade rightly.",
    epilog=options.examples(
        "kata verify                       all exercises",
        "kata verify sql-01 git-02 --sandbox docker",
        "kata verify algo-01 --lang java",
        "kata verify --exercises my-pack my-01 --format json",
    ),
)
@click.argument("ids", metavar="[ID]...", nargs=-1, type=options.ExerciseId())
@options.format_option("terminal", "json")
@options.sandbox_option
@options.language_option
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Gradings at once [default: processors].")
@click.option(
    "--quick",
    is_flag=True,
    help="Under one seed only, and mutants by the checks that they name only: less proof, in a third of the time.",
)
@options.exercises_option
def command(
    *,
    ids: tuple[str, ...],
    format_name: str,
    sandbox: str,
    language: str | None,
    jobs: int | None,
    quick: bool,
    packs: tuple[Path, ...],
) -> int:
    """Prove that exercises grade rightly.

    The reference passes, the starter and empty files do not, every mutant is caught by the checks it names,
    cheats earn nothing, repeats under other seeds agree. Ends with 0 when everything is proven, else with 1.
    """
    from runner.authoring import table
    from runner.authoring.verify import SEEDS, verify
    from runner.catalog import Catalog
    from runner.checking import ending_cleanly
    from runner.cli import colour_wanted
    from runner.errors import NOT_PASSED, PASSED, UnknownExercise, UsageProblem, close_match
    from runner.kinds import LANGUAGE_IDS

    if language is not None and language not in LANGUAGE_IDS:
        meant = close_match(language, LANGUAGE_IDS)
        raise UsageProblem(
            f'there is no language "{language}"' + (f'; did you mean "{meant}"?' if meant else ""),
            next_step="there are " + ", ".join(LANGUAGE_IDS),
        )
    catalog = Catalog.open(packs)
    known = list(catalog.entries())
    for unknown in set(ids) - set(known):
        raise UnknownExercise(unknown, known)
    shown = format_name == "terminal"
    seeds = SEEDS[:1] if quick else SEEDS
    found = []
    if shown:
        sys.stdout.write(table.header())
    with ending_cleanly():
        for verification in verify(catalog, ids, language=language, sandbox=sandbox, seeds=seeds, jobs=jobs):
            found.append(verification)
            if shown:
                sys.stdout.write(table.rows(verification, colour=colour_wanted(sys.stdout)))
                sys.stdout.flush()
    sys.stdout.write(table.summary(found) if shown else table.to_json(found) + "\n")
    return PASSED if all(verification.proven for verification in found) else NOT_PASSED
