"""``kata submit``: one file out of a workspace, to be handed in."""

from __future__ import annotations

from pathlib import Path

import click

from runner.commands import options


@click.command(
    name="submit",
    short_help="Make one file to hand in.",
    epilog=options.examples(
        "kata submit                       in a workspace: makes ID.kata.zip beside it",
        "kata submit git-01 --output ada.kata.zip",
    ),
)
@options.exercise_argument()
@click.option(
    "--submission",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder with the files, when it is not a workspace.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to make [default: ID.kata.zip, beside the workspace].",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@options.exercises_option
def command(
    *, exercise_id: str | None, submission: Path | None, output: Path | None, force: bool, packs: tuple[Path, ...]
) -> None:
    """Make one file to hand in.

    It holds what a check would read and nothing else: the files of the exercise, or the whole Git repository.
    Whoever grades it names the learner by the file's name or its folder.
    """
    from graders.errors import SubmissionInvalid
    from runner.batch.packing import pack
    from runner.commands.output import shown
    from runner.errors import UsageProblem, WorkspaceProblem
    from runner.submission import Submission
    from runner.target import resolve

    target = resolve(exercise_id, packs=packs, submission=submission)
    try:
        read = Submission.read(target.exercise, target.folder, target.language, advice=target.advice)
    except SubmissionInvalid as problem:
        raise UsageProblem(str(problem), where=str(target.folder)) from problem
    base = target.workspace.folder if target.workspace else target.folder
    file = output or base.absolute().parent / f"{target.exercise.id}.kata.zip"
    if file.exists() and not force:
        raise WorkspaceProblem(
            "there is a file of that name already", where=str(file), next_step="--force writes over it"
        )
    size = pack(read.files, file)
    count = len(read.files)
    click.echo(f"{shown(file)}: {count} file{'s' if count != 1 else ''}, {size:,} bytes")
