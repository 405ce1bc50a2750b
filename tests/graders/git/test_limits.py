"""What a repository may hold at the most, which names it may give, and which marks of its index count."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from typing import Any

import pytest

from graders.errors import SubmissionInvalid
from graders.git.allowed import MAX_REFLOG_BYTES
from graders.git.parsing import MAX_INDEX_ENTRIES, MAX_REFERENCES
from graders.git.view import Repository
from tests.graders.git.test_hostile import with_commit, with_object

Take = Callable[..., Repository]


def packed_references(oid: str, count: int) -> bytes:
    lines = [f"{oid} refs/heads/a{number:06}\n" for number in range(count)]
    return ("# pack-refs with: peeled fully-peeled sorted \n" + "".join(lines)).encode()


def test_thousands_of_branches_are_refused_before_they_are_made(learner: Any, take: Take) -> None:
    files = dict(learner.files())
    files[".git/packed-refs"] = packed_references(learner.git("rev-parse", "HEAD"), 50_000)
    with pytest.raises(SubmissionInvalid, match=f"more than {MAX_REFERENCES:,} branches and tags"):
        take(files)


def test_hundreds_of_branches_are_read(learner: Any, take: Take) -> None:
    files = dict(learner.files())
    files[".git/packed-refs"] = packed_references(learner.git("rev-parse", "HEAD"), 300)
    assert len(take(files).branches) == 301


def test_reflogs_of_megabytes_are_refused(learner: Any, take: Take) -> None:
    learner.write(".git/logs/HEAD", b"x" * (MAX_REFLOG_BYTES + 1))
    with pytest.raises(SubmissionInvalid, match="reflogs of this repository are larger than 2 MiB"):
        take(learner.files())


@pytest.mark.parametrize("name", [b"a\n  PASSED", b"a\x1b[2J", "a\u202eb".encode(), b"\xff", b"x" * 300, b"a\xc2\x85"])
def test_a_file_of_a_commit_has_a_name_that_can_be_seen(name: bytes, learner: Any, take: Take) -> None:
    files = dict(learner.files())
    blob = with_object(files, "blob", b"content")
    with_commit(files, with_object(files, "tree", b"100644 " + name + b"\0" + bytes.fromhex(blob)))
    with pytest.raises(SubmissionInvalid, match="name is too long or has characters that are not accepted") as raised:
        take(files)
    assert str(raised.value).isprintable()
    assert str(raised.value).isascii()


def test_a_file_that_is_staged_has_a_name_that_can_be_seen(learner: Any, take: Take) -> None:
    blob = learner.git("rev-parse", "HEAD:file.txt")
    learner.git("update-index", "-z", "--index-info", stdin=f"100644 {blob} 0\ta\nb".encode() + b"\0")
    with pytest.raises(SubmissionInvalid, match=r"not accepted: 'a\\nb'"):
        take(learner.files())


def test_a_path_of_thousands_of_bytes_is_refused(learner: Any, take: Take) -> None:
    files = dict(learner.files())
    oid, entry = with_object(files, "blob", b"x"), b"100644 f\0"
    for _ in range(20):
        oid = with_object(files, "tree", entry + bytes.fromhex(oid))
        entry = b"40000 " + b"d" * 200 + b"\0"
    head = learner.git("rev-parse", "HEAD")
    with_commit(files, oid)
    files[".git/refs/heads/deep"] = files[".git/refs/heads/main"]
    files[".git/refs/heads/main"] = f"{head}\n".encode()
    with pytest.raises(SubmissionInvalid, match="whose path has more than 1,000 bytes"):
        take(files)


@pytest.mark.parametrize("name", ["\u202eevil", "a\u200bb", "x" * 1_200, "\u2028"])
def test_a_branch_has_a_name_that_can_be_seen(name: str, learner: Any, take: Take) -> None:
    oid = learner.git("rev-parse", "HEAD")
    files = dict(learner.files()) | {".git/packed-refs": f"{oid} refs/heads/{name}\n".encode()}
    with pytest.raises(SubmissionInvalid, match="a name that is not accepted") as raised:
        take(files)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_a_mark_of_the_index_hides_no_change(mark: str, learner: Any, take: Take) -> None:
    learner.git("update-index", mark, "file.txt")
    learner.write("file.txt", "changed\n")
    assert learner.git("status", "--porcelain") == ""
    assert take(learner.files()).modified == ("file.txt",)


def test_a_cache_in_the_index_hides_no_change(learner: Any, take: Take) -> None:
    """It says of a tree that the index holds just that, and of a folder that nothing in it is untracked."""
    learner.write("file.txt", "changed\n")
    learner.git("add", "file.txt")
    learner.write("new.txt", "new\n")
    learner.git("update-index", "--force-untracked-cache")
    learner.git("status")
    tree = bytes.fromhex(learner.git("rev-parse", "HEAD^{tree}"))
    index = (learner.folder / ".git/index").read_bytes()[:-20]
    content = b"\0" + b"1 0\n" + tree
    index += b"TREE" + struct.pack(">I", len(content)) + content
    learner.write(".git/index", index + hashlib.sha1(index, usedforsecurity=False).digest())
    changes = take(learner.files()).changes
    assert (changes.staged, changes.untracked) == (("file.txt",), ("new.txt",))


def test_a_conflict_is_still_one_in_the_index_that_is_made_anew(learner: Any, take: Take) -> None:
    learner.git("switch", "--quiet", "-c", "other")
    learner.commit("Two", file_txt="two\n")
    learner.git("switch", "--quiet", "main")
    learner.commit("Three", file_txt="three\n")
    learner.git("merge", "other", check=False)
    repository = take(learner.files())
    assert repository.changes.unmerged == ("file.txt",)
    assert [entry.stage for entry in repository.unmerged["file.txt"]] == [1, 2, 3]


def test_an_index_of_too_many_files_is_refused(learner: Any, take: Take) -> None:
    blob = learner.git("rev-parse", "HEAD:file.txt")
    lines = "".join(f"100644 {blob} 0\tf{number}\0" for number in range(MAX_INDEX_ENTRIES + 1))
    learner.git("update-index", "-z", "--index-info", stdin=lines.encode())
    with pytest.raises(SubmissionInvalid, match="More than 20,000 files are staged"):
        take(learner.files())


def test_nothing_of_the_learners_own_git_folder_goes_into_the_sandbox(learner: Any, take: Take) -> None:
    """Nor of a repository inside the working files: only what Git there is to read."""
    from graders.git import inside
    from sandbox.session import Session

    learner.write("nested/.git/config", "[core]\nfsmonitor = true\n")
    learner.write(".git/hooks/pre-commit", "#!/bin/sh\n")
    put: list[str] = []
    whole = Session.put

    def watched(self: Session, files: Any) -> None:
        put.extend(files)
        whole(self, files)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "put", watched)
        take(learner.files())
    assert f"{inside.WORKTREE}/file.txt" in put
    assert not [path for path in put if "/.git" in path or "hooks" in path]
    assert not [path for path in put if path.endswith("/config") and path != f"{inside.REPOSITORY}/config"]
