"""What the attacks by repositories are made with: a learner's repository, objects by hand, a program that sings.

Everything here runs in the folder of a trial, on a repository that we made ourselves.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import struct
import subprocess
import zlib
from pathlib import Path

from graders.git.scenario import make_solution, make_starter
from graders.git.trusted import ISOLATION
from runner.catalog import Catalog

HOOKS = (
    "applypatch-msg",
    "commit-msg",
    "fsmonitor-watchman",
    "post-applypatch",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-receive",
    "post-rewrite",
    "post-update",
    "pre-auto-gc",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "pre-receive",
    "prepare-commit-msg",
    "proc-receive",
    "push-to-checkout",
    "reference-transaction",
    "sendemail-validate",
    "update",
)
WHO = "Learner <learner@example.org> 1709640000 +0000"


def starter(folder: Path, exercise: str = "git-02") -> None:
    """The repository that a learner starts from."""
    make_starter(Catalog.open().find(exercise).path, "git", folder)


def solved(folder: Path, exercise: str = "git-02", mutant: str | None = None) -> None:
    """The reference solution; or a mutant, which is nearly right."""
    make_solution(Catalog.open().find(exercise).path, "git", mutant, folder)


def elsewhere(folder: Path, exercise: str = "git-02") -> Path:
    """A solved repository of the host, beside what is handed in."""
    place = folder.parent / "elsewhere"
    solved(place, exercise)
    return place


def folders_of_git(folder: Path) -> None:
    """A ``.git`` with its folders and nothing in them."""
    for name in ("objects", "refs"):
        (folder / ".git" / name).mkdir(parents=True)


def singer(folder: Path) -> Path:
    """A program that changes the canary's folder when it is run, and does what a filter would."""
    program = folder.parent / "sing.sh"
    program.write_text(f"#!/bin/sh\necho sung >> '{folder.parent}/canary/sung'\ncat\n")
    program.chmod(0o755)
    return program


def configure(folder: Path, text: str) -> None:
    """Add to the configuration; ``@sing@`` stands for the program that sings, ``@there@`` for its folder."""
    program = singer(folder)
    text = text.replace("@sing@", str(program)).replace("@there@", str(program.parent))
    with (folder / ".git" / "config").open("a") as file:
        file.write(text)


def git(folder: Path, *arguments: str, stdin: bytes = b"", **variables: str) -> str:
    """Run Git as the learner would."""
    identity = {"NAME": "Learner", "EMAIL": "learner@example.org", "DATE": "2024-03-08T10:00:00 +0000"}
    environment = {
        "PATH": os.environ["PATH"],
        **ISOLATION,
        **{f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in identity.items()},
        "GIT_EDITOR": "true",
        **variables,
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def loose(folder: Path, kind: str, content: bytes, *, name: str = "") -> str:
    """Write an object by hand, whatever Git would say to it; its name, or the one that it shall pretend to have."""
    data = f"{kind} {len(content)}\0".encode() + content
    oid = name or hashlib.sha1(data, usedforsecurity=False).hexdigest()
    place = folder / ".git" / "objects" / oid[:2] / oid[2:]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_bytes(zlib.compress(data, 1))
    return oid


def tree(folder: Path, *entries: tuple[str, bytes, str]) -> str:
    """A tree of entries: mode, name, object."""
    return loose(
        folder, "tree", b"".join(f"{mode} ".encode() + name + b"\0" + bytes.fromhex(oid) for mode, name, oid in entries)
    )


def commit(
    folder: Path, tree_oid: str, *parents: str, message: bytes = b"Add the price of a pretzel\n", more: bytes = b""
) -> str:
    """A commit; ``more`` are header lines."""
    lines = [f"tree {tree_oid}", *(f"parent {parent}" for parent in parents), f"author {WHO}", f"committer {WHO}"]
    return loose(folder, "commit", "".join(f"{line}\n" for line in lines).encode() + more + b"\n" + message)


def branch(folder: Path, oid: str, name: str = "main") -> None:
    """Let a branch name an object, by its file."""
    place = folder / ".git" / "refs" / "heads" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"{oid}\n")


def index(folder: Path, *entries: tuple[int, str, bytes], extensions: bytes = b"") -> None:
    """Write an index by hand: mode, object and path of each entry."""
    data = b"DIRC" + struct.pack(">II", 2, len(entries))
    for mode, oid, path in entries:
        entry = struct.pack(">10I", *[0] * 6, mode, 0, 0, 0) + bytes.fromhex(oid)
        entry += struct.pack(">H", min(len(path), 0xFFF)) + path
        data += entry + b"\0" * (8 - len(entry) % 8)
    data += extensions
    (folder / ".git" / "index").write_bytes(data + hashlib.sha1(data, usedforsecurity=False).digest())


def delta_pack(folder: Path, *, levels: int) -> str:
    """A pack, with its index, in which each object is the one before it, twice; the name of the last and largest.

    The first has 64 KiB, so 12 levels stand for 256 MiB.
    """
    base = bytes(1 << 16)
    size = len(base)
    entries = {_name_of_zeros(size): _pack_entry(3, size, base)}
    for _ in range(levels):
        copies = _copy(size)
        delta = _number(size) + _number(2 * size) + copies + copies
        entry = _pack_entry(7, len(delta), delta, base=list(entries)[-1])
        size *= 2
        entries[_name_of_zeros(size)] = entry
    data = b"PACK" + struct.pack(">II", 2, len(entries)) + b"".join(entries.values())
    data += hashlib.sha1(data, usedforsecurity=False).digest()
    place = folder / ".git" / "objects" / "pack"
    place.mkdir(exist_ok=True)
    name = data[-20:].hex()
    (place / f"pack-{name}.pack").write_bytes(data)
    (place / f"pack-{name}.idx").write_bytes(_pack_index(entries, data[-20:]))
    return list(entries)[-1]


def _pack_index(entries: dict[str, bytes], checksum: bytes) -> bytes:
    """Where the objects of a pack are; see gitformat-pack(5)."""
    offsets = dict(zip(entries, itertools.accumulate(map(len, entries.values()), initial=12), strict=False))
    names = sorted(entries)
    fanout = [sum(int(name[:2], 16) <= first for name in names) for first in range(256)]
    data = b"\xfftOc" + struct.pack(">257I", 2, *fanout) + bytes.fromhex("".join(names))
    data += b"".join(struct.pack(">I", zlib.crc32(entries[name])) for name in names)
    data += b"".join(struct.pack(">I", offsets[name]) for name in names) + checksum
    return data + hashlib.sha1(data, usedforsecurity=False).digest()


def _name_of_zeros(size: int) -> str:
    digest = hashlib.sha1(f"blob {size}\0".encode(), usedforsecurity=False)
    for _ in range(size >> 16):
        digest.update(bytes(1 << 16))
    return digest.hexdigest()


def _pack_entry(kind: int, size: int, content: bytes, *, base: str = "") -> bytes:
    """One object of a pack; see gitformat-pack(5)."""
    head = [kind << 4 | size & 15]
    size >>= 4
    while size:
        head[-1] |= 0x80
        head.append(size & 0x7F)
        size >>= 7
    return bytes(head) + bytes.fromhex(base) + zlib.compress(content)


def _number(value: int) -> bytes:
    digits = [value & 0x7F]
    while value := value >> 7:
        digits[-1] |= 0x80
        digits.append(value & 0x7F)
    return bytes(digits)


def _copy(size: int) -> bytes:
    """Instructions of a delta that copy so many bytes from the beginning on."""
    found = b""
    for at in range(0, size, 1 << 16):
        found += b"\x8f" + struct.pack("<I", at) if at else b"\x80"  # a length that is left out is 64 KiB
    return found
