"""``kata schema``: the JSON Schemas of what others write and read."""

from __future__ import annotations

import click

from runner.commands import options


@click.command(
    name="schema",
    short_help="Print the JSON Schema of a format.",
    epilog=options.examples(
        "kata schema manifest > exercise.schema.json",
        "kata schema report > report.schema.json",
    ),
)
@click.argument("name", metavar="manifest|report", type=click.Choice(["manifest", "report"]))
def command(*, name: str) -> None:
    """Print the JSON Schema of a format: of exercise.toml, or of what `kata check --format json` prints."""
    import json

    from runner.manifest import schema
    from runner.report import report_schema

    click.echo(json.dumps(schema() if name == "manifest" else report_schema(), indent=2))
