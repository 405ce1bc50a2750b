"""``kata completion``: the script with which a shell completes commands, options and ids."""

from __future__ import annotations

import click

from runner.cli import COMPLETION_VARIABLE, PROGRAM
from runner.commands import options


@click.command(
    name="completion",
    short_help="Complete commands in your shell.",
    epilog=options.examples(
        'eval "$(kata completion bash)"     in ~/.bashrc',
        'eval "$(kata completion zsh)"      in ~/.zshrc',
        "kata completion fish > ~/.config/fish/completions/kata.fish",
    ),
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(["bash", "zsh", "fish"]))
def command(*, shell: str) -> None:
    """Print the script that teaches your shell to complete kata's commands, options and exercise ids."""
    from click.shell_completion import get_completion_class

    from runner.dispatch import kata

    kind = get_completion_class(shell)
    if kind is None:
        raise AssertionError(f"click completes in {shell}")
    source = kind(kata, {}, PROGRAM, COMPLETION_VARIABLE)
    click.echo(source.source_template % source.source_vars())
