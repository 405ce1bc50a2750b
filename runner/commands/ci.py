"""``kata ci``: pipelines that grade."""

from __future__ import annotations

from pathlib import Path

import click

from runner.commands import options
from runner.pipelines import FILES, SANDBOXES


@click.group(
    name="ci",
    short_help="Write a pipeline that grades.",
    epilog=options.examples("kata ci init"),
)
def command() -> None:
    """Write a pipeline that grades what is handed in."""


@command.command(
    name="init",
    epilog=options.examples(
        "kata ci init                                  for the host that the repository is pushed to",
        "kata ci init --gitlab --submissions handed-in --exercise sql-01",
        "kata ci init --install git+https://git.example.org/kata.git@v0.1.0",
        "kata ci init --github --shards 4 --feedback names",
    ),
)
@click.option("--github", "host", flag_value="github", help=f"For GitHub Actions: {FILES['github']}.")
@click.option("--gitlab", "host", flag_value="gitlab", help=f"For GitLab CI: {FILES['gitlab']}.")
@click.option(
    "--submissions",
    metavar="DIR",
    default="submissions",
    show_default=True,
    help="The folder with what is handed in, from the top of the repository.",
)
@options.wanted_option
@click.option("--layout", metavar="PATTERN", default="", help="How it is laid out, like '{learner}/{exercise}'.")
@click.option(
    "--sandbox",
    type=click.Choice(SANDBOXES),
    default=SANDBOXES[0],
    show_default=True,
    help="Where submissions run; process holds nothing back, and is for code that you would run yourself.",
)
@options.feedback_option
@click.option("--shards", metavar="N", type=click.IntRange(1, 50), default=1, help="Spread it over so many jobs.")
@click.option(
    "--install",
    metavar="WHAT",
    help="What pip installs to have kata, like git+https://... [default: what this one was installed from].",
)
@click.option("--exercises", "packs", multiple=True, metavar="DIR", help="A folder of exercises in the repository.")
@click.option("--force", is_flag=True, help="Write over a pipeline that is there.")
def init(
    *,
    host: str | None,
    submissions: str,
    wanted: tuple[str, ...],
    layout: str,
    sandbox: str,
    feedback: str,
    shards: int,
    install: str | None,
    packs: tuple[str, ...],
    force: bool,
) -> None:
    """Write a pipeline into the Git repository that you stand in.

    It installs kata, grades the submissions that the repository holds, keeps the results for the next run, and shows
    what came of it. Nothing is overwritten, and nothing is pushed.
    """
    from runner.pipelines import Pipeline, host_of, origin, repository

    root = repository(Path.cwd())
    pipeline = Pipeline(
        host=host or host_of(root),
        submissions=submissions,
        sandbox=sandbox,
        exercises=wanted,
        packs=packs,
        layout=layout,
        feedback=feedback,
        shards=shards,
        install=install or origin(),
    )
    place = pipeline.write(root, force=force)
    click.echo(f"wrote {place}")
    if sandbox == "process":
        click.echo("A process is no wall: whatever is handed in can do on the runner what the pipeline can.", err=True)
    click.echo(f"\nRead it, then:  git add {place} && git commit -m 'Grade with kata' && git push")
