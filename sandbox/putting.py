"""Files on their way into a sandbox: in requests of a bounded size, a long file in several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.spec import SandboxFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PUT_BYTES = 1 << 19

Batch = tuple[list[tuple[str, int, int, bool]], list[bytes]]
"""Path, mode, size and whether it goes on, of each piece of a file, and the pieces."""


def batches(files: Mapping[str, bytes | SandboxFile]) -> Iterator[Batch]:
    """The requests that files go in by.

    Raises:
        ValueError: a path that does not stay under ``work`` or ``lib``.
    """
    batch: list[tuple[str, int, int, bool]] = []
    pieces: list[bytes] = []
    size = 0
    for path, content in files.items():
        file = content if isinstance(content, SandboxFile) else SandboxFile(content)
        for start in range(0, max(len(file.data), 1), PUT_BYTES):
            piece = file.data[start : start + PUT_BYTES]
            batch.append((_inside(path), file.mode, len(piece), start > 0))
            pieces.append(piece)
            size += len(piece)
            if size >= PUT_BYTES:
                yield batch, pieces
                batch, pieces, size = [], [], 0
    if batch:
        yield batch, pieces


def _inside(path: str) -> str:
    place, *parts = path.split("/")
    if place not in {"work", "lib"} or not parts or not set(parts).isdisjoint({"", ".", ".."}):
        raise ValueError(f"{path!r} is not a path below work/ or lib/")
    return path
