"""From a command's name to its module: the click group behind ``kata``, and click's errors made ours."""

from __future__ import annotations

import importlib
import os

import click

from runner.cli import COMPLETION_VARIABLE, PROGRAM, SUMMARIES, colour_forced, overview
from runner.errors import KataError, UsageProblem, close_match


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is typed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """All names, in the order of the overview."""
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's
        """The command of that name, imported now."""
        if cmd_name not in SUMMARIES:
            return None
        command: click.Command = importlib.import_module(f"runner.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find what was typed, or say what was probably meant."""
        typed = args[0]
        if typed in SUMMARIES or typed.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        meant = close_match(typed, tuple(SUMMARIES))
        raise UsageProblem(
            f'no command "{typed}"' + (f'; did you mean "{meant}"?' if meant else ""),
            next_step=f"`{PROGRAM} --help` shows all commands",
        )

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002  # click's signature
        """The overview, for it says what click would and needs no command imported."""
        return overview().rstrip("\n")


kata = LazyGroup(
    name=PROGRAM,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        "color": colour_forced(),
    },
)


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code.

    Raises:
        KataError: as the command says, or for what click found wrong with the arguments.
        KeyboardInterrupt: the user stopped it.
    """
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        from click.shell_completion import shell_complete

        return shell_complete(kata, {}, PROGRAM, COMPLETION_VARIABLE, instruction)
    try:
        # Not kata.main(): it would take a broken pipe for itself, and end with a 1 that here means "not passed".
        with kata.make_context(PROGRAM, arguments) as context:
            result = kata.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.NoSuchOption as error:
        raise _no_such_option(error) from error
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else PROGRAM
        raise UsageProblem(error.format_message().rstrip("."), next_step=f"`{command} --help` has examples") from error
    except click.ClickException as error:
        raise KataError(error.format_message()) from error
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return result if isinstance(result, int) else 0


def _no_such_option(error: click.NoSuchOption) -> UsageProblem:
    """Said here, for every version of click says it in other words."""
    context = error.ctx
    known = [name for param in context.command.params for name in param.opts] if context else []
    meant = close_match(error.option_name, known)
    return UsageProblem(
        f"no option {error.option_name}" + (f"; did you mean {meant}?" if meant else ""),
        next_step=f"`{context.command_path if context else PROGRAM} --help` shows all options",
    )
