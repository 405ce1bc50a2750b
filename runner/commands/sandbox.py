"""``kata sandbox``: the images that solutions run in, and what was left behind."""

from __future__ import annotations

from pathlib import Path

import click

from runner.commands import options
from runner.errors import UsageProblem, close_match

_MEGABYTE = 1_000_000


@click.group(
    name="sandbox",
    short_help="Build and tidy up sandboxes.",
    epilog=options.examples("kata sandbox build", "kata sandbox list", "kata sandbox prune"),
)
def command() -> None:
    """Build the images that solutions run in, list them, and remove what is no longer used."""


@command.command(
    name="build",
    epilog=options.examples(
        "kata sandbox build                all that are missing",
        "kata sandbox build base --network host",
    ),
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--network", metavar="MODE", help="The network of the build, as `docker build` has it.")
@click.option(
    "--ca-bundle",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="KATA_CA_BUNDLE",
    metavar="FILE",
    help="Certificates (PEM) that downloads trust besides the usual ones; no image keeps them.",
)
@click.option("--build-arg", "arguments", metavar="NAME=VALUE", multiple=True, help="What a Dockerfile leaves open.")
@click.option("-q", "--quiet", is_flag=True, help="Do not show what the build prints.")
@click.option("--force", is_flag=True, help="Build again what is there already.")
def build(
    *,
    names: tuple[str, ...],
    network: str | None,
    ca_bundle: Path | None,
    arguments: tuple[str, ...],
    quiet: bool,
    force: bool,
) -> None:
    """Build images with the Docker engine: those named and what they build on, or all."""
    from runner.renderers.text import visible
    from sandbox import images

    for name in names:
        if name not in images.IMAGES:
            meant = close_match(name, tuple(images.IMAGES))
            raise UsageProblem(
                f'no image "{name}"' + (f'; did you mean "{meant}"?' if meant else ""),
                next_step="`kata sandbox list` shows all images",
            )
    for argument in arguments:
        if "=" not in argument:
            raise UsageProblem(f'"{argument}" gives no value', next_step="write --build-arg NAME=VALUE")
    given = dict(argument.split("=", 1) for argument in arguments)
    there = {image.tag for image in images.built()}
    trusted = ca_bundle.read_bytes() if ca_bundle else b""
    for image in images.with_parents(names or tuple(images.IMAGES)):
        asked_for = not names or image.name in names
        if image.tag in there and not (force and asked_for):
            click.echo(f"{image.name}: {image.tag} is there already")
            continue
        click.echo(f"{image.name}: building {image.tag} ({image.title})")
        say = _quiet if quiet else lambda line: click.echo(f"  {visible(line)}")
        digest = images.build(image, network=network, ca_bundle=trusted, arguments=given, say=say)
        click.echo(f"{image.name}: {image.tag} is ready, {digest[:19]}")


@command.command(name="list", epilog=options.examples("kata sandbox list"))
def list_images() -> None:
    """List the images, which of them are built, and how large they are."""
    from sandbox import images

    held = {image.tag: image for image in images.built()}
    for image in images.IMAGES.values():
        found = held.pop(image.tag, None)
        state = f"{found.size_bytes / _MEGABYTE:6.0f} MB  {found.digest[:19]}" if found else "not built"
        click.echo(f"{image.name:10} {image.tag:28} {state}")
    for outdated in held.values():
        click.echo(f"{'outdated':10} {outdated.tag:28} {outdated.size_bytes / _MEGABYTE:6.0f} MB")
    if held:
        click.echo("\n`kata sandbox prune` removes what is outdated.")


@command.command(name="prune", epilog=options.examples("kata sandbox prune"))
def prune() -> None:
    """Remove outdated images, and what a run that was killed left behind."""
    from runner.cli import tell
    from sandbox import images
    from sandbox.backends import cgroup
    from sandbox.backends.docker_client import connect
    from sandbox.backends.docker_keeper import sweep
    from sandbox.errors import SandboxUnavailable
    from sandbox.leftovers import remove_abandoned

    removed = [f"folder {path}" for path in remove_abandoned()]
    removed += [f"cgroup {path}" for path in cgroup.remove_abandoned()]
    try:
        removed += [f"container {container[:12]}" for container in sweep(connect())]
        removed += [f"image {tag}" for tag in images.remove_outdated()]
    except SandboxUnavailable as error:
        tell(f"containers and images are left as they are. {error}", exit_code=0, word="warning")
    for line in removed:
        click.echo(f"removed {line}")
    if not removed:
        click.echo("There is nothing to remove.")


def _quiet(_line: str) -> None:
    """Show nothing of a build."""
