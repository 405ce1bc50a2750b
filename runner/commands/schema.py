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
        "kata schema graded > graded.schema.json",
    ),
)
@click.argument("name", metavar="manifest|report|graded", type=click.Choice(["manifest", "report", "graded"]))
def command(*, name: str) -> None:
    """Print the JSON Schema of a format.

    It is that of exercise.toml (manifest), of what `kata check --format json` prints (report), or of a line of `kata
    grade --report jsonl=FILE` (graded).
    """
    import json

    from runner import manifest, report
    from runner.gradebook import json_lines

    schemas = {"manifest": manifest.schema, "report": report.report_schema, "graded": json_lines.schema}
    click.echo(json.dumps(schemas[name](), indent=2))
