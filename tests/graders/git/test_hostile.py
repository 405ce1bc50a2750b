"""A repository made to harm whoever looks at it: nothing of it runs, nothing of the host comes in, nothing blows up.

The sandbox here is a mere process, so that a program which ran *inside* would leave its trace as well.
"""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import git
import pytest

from graders.errors import SubmissionInvalid
from graders.git.trusted import isolated
from graders.git.view import Repository
from sandbox.errors import EndReason, SessionEnded
from sandbox.spec import MIB, Limits

Take = Callable[..., Repository]


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A program that leaves a file beside it when it is run."""
    program = tmp_path / "canary.sh"
    program.write_text(f"#!/bin/sh\necho sung >> {tmp_path}/sung\ncat\n")
    program.chmod(0o755)
    return program


def sung(canary: Path) -> bool:
    return (canary.parent / "sung").exists()


def look_at_everything(repository: Repository) -> None:
    """All that a test might do with a repository, those parts of GitPython too that start Git."""
    for commit in repository.all_commits():
        repository.files(commit)
        repository.changed_files(commit)
        repository.patch_id(commit)
        commit.diff(commit.parents[0] if commit.parents else git.NULL_TREE, create_patch=True)
        _ = commit.stats.total
    repository.ignored(["a.log"])
    repository.repo.git.log("--patch", "--show-signature")
    repository.repo.git.for_each_ref()
    _ = (repository.changes, repository.index, repository.stash, repository.worktree, repository.state)
    repository.repo.git.archive("HEAD")


CONFIGURATIONS = {
    "fsmonitor": "[core]\nfsmonitor = {canary}\n",
    "hooksPath": "[core]\nhooksPath = {folder}\n",
    "pager": "[core]\npager = {canary}\n[pager]\nlog = {canary}\nstatus = {canary}\n",
    "editor": "[core]\neditor = {canary}\n[sequence]\neditor = {canary}\n",
    "sshCommand": "[core]\nsshCommand = {canary}\n",
    "gitProxy": "[core]\ngitProxy = {canary}\n",
    "askPass": "[core]\naskPass = {canary}\n[credential]\nhelper = !{canary}\n",
    "alternateRefsCommand": "[core]\nalternateRefsCommand = {canary}\n",
    "diff.external": "[diff]\nexternal = {canary}\n",
    "textconv": '[diff "evil"]\ntextconv = {canary}\ncommand = {canary}\n',
    "filter": '[filter "evil"]\nclean = {canary}\nsmudge = {canary}\nprocess = {canary}\nrequired = true\n',
    "merge driver": '[merge "evil"]\ndriver = {canary}\n',
    "gpg.program": "[gpg]\nprogram = {canary}\n[log]\nshowSignature = true\n[commit]\ngpgSign = true\n",
    "alias": "[alias]\nstatus = !{canary}\nlog = !{canary}\npack-objects = !{canary}\n",
    "include": '[include]\npath = {folder}/included\n[includeIf "gitdir:**"]\npath = {folder}/included\n',
    "packObjectsHook": "[uploadpack]\npackObjectsHook = {canary}\n",
    "trace2": "[trace2]\neventTarget = {folder}/sung\nnormalTarget = {folder}/sung\n",
    "remote": '[remote "origin"]\nurl = ext::{canary}\nuploadpack = {canary}\npromisor = true\n'
    "[extensions]\npartialClone = origin\n",
    "worktree": "[core]\nworktree = {folder}\nbare = false\n",
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_no_configuration_of_theirs_counts(name: str, learner: Any, take: Take, canary: Path) -> None:
    learner.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
    learner.commit("Add attributes", other_txt="two\n")
    text = CONFIGURATIONS[name].format(canary=canary, folder=canary.parent)
    (canary.parent / "included").write_text(f"[core]\nfsmonitor = {canary}\npager = {canary}\n")
    learner.write(".git/config", (learner.folder / ".git/config").read_text() + text)
    learner.write(".git/info/attributes", "* filter=evil diff=evil\n")
    learner.write("file.txt", "changed, so that Git must look into it\n")
    look_at_everything(take(learner.files()))
    assert not sung(canary)


@pytest.mark.parametrize("name", ["fsmonitor", "include", "filter"])
def test_the_canary_sings_where_git_is_run_in_the_learners_folder(name: str, learner: Any, canary: Path) -> None:
    learner.commit("Add attributes", other_txt="two\n")
    learner.write(".gitattributes", "* filter=evil\n")
    (canary.parent / "included").write_text(f"[core]\nfsmonitor = {canary}\n")
    text = CONFIGURATIONS[name].format(canary=canary, folder=canary.parent)
    learner.write(".git/config", (learner.folder / ".git/config").read_text() + text.replace("process = ", "other = "))
    learner.write("file.txt", "two\n")
    learner.git("status", check=False)
    assert sung(canary)


def test_a_configuration_that_cannot_be_read_is_not_read(learner: Any, take: Take) -> None:
    learner.write(".git/config", "[core\nno configuration at all")
    assert take(learner.files()).read("file.txt") == "one\n"


@pytest.mark.parametrize(
    "hook",
    [
        "post-index-change",
        "reference-transaction",
        "post-checkout",
        "pre-auto-gc",
        "fsmonitor-watchman",
        "post-rewrite",
    ],
)
def test_no_hook_of_theirs_runs(hook: str, learner: Any, take: Take, canary: Path) -> None:
    learner.write(f".git/hooks/{hook}", canary.read_text())
    (learner.folder / ".git/hooks" / hook).chmod(0o755)
    look_at_everything(take(learner.files()))
    assert not sung(canary)


def test_a_repository_inside_the_folder_runs_nothing_either(learner: Any, take: Take, canary: Path) -> None:
    nested = type(learner)(learner.folder / "nested")
    nested.folder.mkdir()
    nested.git("init", "--quiet", "--template=")
    nested.commit("Nest", a_txt="a\n")
    learner.git("-c", "advice.addEmbeddedRepo=false", "add", "nested")
    learner.git("commit", "--quiet", "-m", "Add a submodule without a home")
    learner.write(".gitmodules", f'[submodule "nested"]\npath = nested\nurl = ext::{canary}\nupdate = !{canary}\n')
    nested.write(".git/config", f"[core]\nfsmonitor = {canary}\nrepositoryformatversion = 0\n")
    nested.write("a.txt", "changed\n")
    repository = take(learner.files())
    look_at_everything(repository)
    assert not sung(canary)
    assert not any(".git/" in path for path in repository.worktree)


def other_repository(learner: Any, folder: Path) -> str:
    """A repository of the host with a secret in it; the name of the commit."""
    folder.mkdir()
    other = type(learner)(folder)
    other.git("init", "--quiet", "--template=")
    return str(other.commit("Keep the secret", hidden_txt="of the host\n"))


def test_alternates_bring_in_no_commit_of_the_host(learner: Any, take: Take, tmp_path: Path) -> None:
    secret = other_repository(learner, tmp_path / "host")
    learner.write(".git/objects/info/alternates", f"{tmp_path}/host/.git/objects\n")
    learner.write(".git/refs/heads/stolen", f"{secret}\n")
    with pytest.raises(SubmissionInvalid, match="borrows objects"):
        take(learner.files())


@pytest.mark.parametrize("variable", ["GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_DIR"])
def test_variables_of_our_own_process_change_nothing(
    variable: str, learner: Any, take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = other_repository(learner, tmp_path / "host")
    monkeypatch.setenv(variable, f"{tmp_path}/host/.git" + ("" if variable == "GIT_DIR" else "/objects"))
    with isolated():
        repository = take(learner.files())
        assert repository.files() == ("file.txt",)
        with pytest.raises(pytest.fail.Exception, match="is not in this repository"):
            repository.commit(secret)
    assert os.environ[variable].startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("commondir", "{host}/.git\n", "linked worktree"),
        ("shallow", "0123456789012345678901234567890123456789\n", "shallow clone"),
        ("reftable/tables.list", "0x01-0x02.ref\n", "reftable"),
        ("HEAD", "ref: ../../host/.git/HEAD\n", "neither a branch nor a commit"),
        ("HEAD", "ref: refs/heads/../../../host\n", "neither a branch nor a commit"),
        ("HEAD", "\xff\xfe nonsense", "neither a branch nor a commit"),
        ("HEAD", "", "neither a branch nor a commit"),
        ("refs/heads/broken", "no object\n", "refs/heads/broken is broken"),
        ("refs/heads/missing", "1" * 40 + "\n", "refs/heads/missing is broken|1{40}"),
        ("index", "DIRC nonsense that is long enough to be looked at", "index .* is corrupt"),
        ("index", "", "index .* is corrupt"),
    ],
)  # fmt: skip
def test_a_git_folder_that_is_none_is_said_to_be_so(
    path: str, content: str, reason: str, learner: Any, take: Take
) -> None:
    learner.write(f".git/{path}", content.format(host=learner.folder.parent / "host"))
    with pytest.raises(SubmissionInvalid, match=reason):
        take(learner.files())


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "not a Git repository: it has no .git"),
        ({"a.txt": b"a"}, "not a Git repository: it has no .git"),
        ({".git": b"gitdir: /somewhere/else\n"}, "points to a repository elsewhere"),
        ({"project/.git/HEAD": b"ref: refs/heads/main\n"}, "There is one in project/"),
        ({".git/config": b""}, ".git/HEAD is missing"),
    ],
)
def test_a_folder_without_a_repository_is_said_to_have_none(files: dict[str, bytes], reason: str, take: Take) -> None:
    with pytest.raises(SubmissionInvalid, match=reason):
        take(files)


@pytest.mark.parametrize("damage", ["missing", "garbage", "truncated", "another object"])
def test_a_damaged_object_is_named(damage: str, learner: Any, take: Take) -> None:
    oid = learner.git("rev-parse", "HEAD:file.txt")
    path = f".git/objects/{oid[:2]}/{oid[2:]}"
    files = dict(learner.files())
    del files[".git/index"]
    if damage == "missing":
        del files[path]
    elif damage == "garbage":
        files[path] = b"garbage"
    elif damage == "truncated":
        files[path] = files[path][: len(files[path]) // 2]
    else:
        files[path] = zlib.compress(b"blob 4\0two\n")
    with pytest.raises(SubmissionInvalid, match=f"{oid}|pack of them is broken"):
        take(files)


def test_replace_references_and_grafts_do_not_change_the_history(learner: Any, take: Take) -> None:
    bad = learner.commit("Add what shall be hidden", hidden_txt="secret\n")
    learner.commit("Remove it", file_txt="two\n")
    clean = learner.git("commit-tree", "-m", "Nothing to see", "HEAD~2^{tree}")
    learner.git("replace", bad, clean)
    learner.write(".git/info/grafts", learner.git("rev-parse", "HEAD") + "\n")
    repository = take(learner.files())
    assert bad in {commit.hexsha for commit in repository.commits()}
    with pytest.raises(pytest.fail.Exception, match=r"hidden.txt is in the commit"):
        repository.expect.never_committed("hidden.txt")


def test_a_commit_graph_that_lies_about_parents_is_not_believed(learner: Any, take: Take) -> None:
    for number in range(3):
        learner.commit(f"Count to {number}", file_txt=f"{number}\n")
    learner.git("commit-graph", "write", "--reachable")
    learner.git("gc", "--quiet")
    assert (learner.folder / ".git/objects/info/commit-graph").exists()
    graph = bytearray((learner.folder / ".git/objects/info/commit-graph").read_bytes())
    graph[-60:-20] = bytes(40)
    learner.git("config", "core.commitGraph", "true")
    (learner.folder / ".git/objects/info/commit-graph").chmod(0o644)
    learner.write(".git/objects/info/commit-graph", bytes(graph))
    assert len(take(learner.files()).commits()) == 4


def test_worktrees_and_modules_are_left_behind(learner: Any, take: Take, tmp_path: Path) -> None:
    other_repository(learner, tmp_path / "host")
    learner.write(".git/worktrees/w/gitdir", f"{tmp_path}/host/.git\n")
    learner.write(".git/worktrees/w/commondir", f"{tmp_path}/host/.git\n")
    learner.write(".git/worktrees/w/HEAD", "ref: refs/heads/main\n")
    learner.write(".git/modules/m/config", "[core]\nfsmonitor = /bin/false\n")
    assert take(learner.files()).files() == ("file.txt",)


def loose(kind: str, content: bytes) -> tuple[str, bytes]:
    """A loose object written by hand: its path and its bytes."""
    data = f"{kind} {len(content)}\0".encode() + content
    oid = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return oid, zlib.compress(data, 1)


def with_object(files: dict[str, bytes], kind: str, content: bytes) -> str:
    oid, data = loose(kind, content)
    files[f".git/objects/{oid[:2]}/{oid[2:]}"] = data
    return oid


def with_commit(files: dict[str, bytes], tree: str) -> None:
    who = "Learner <learner@example.org> 1709640000 +0000"
    commit = with_object(files, "commit", f"tree {tree}\nauthor {who}\ncommitter {who}\n\nGrow\n".encode())
    files[".git/refs/heads/main"] = f"{commit}\n".encode()
    files.pop(".git/index", None)


@pytest.mark.parametrize("name", [b"..", b".git", b"a/b", b".GIT", b"git~1", b""])
def test_a_tree_with_a_name_that_leads_elsewhere_is_refused(name: bytes, learner: Any, take: Take) -> None:
    files = dict(learner.files())
    blob = with_object(files, "blob", b"content")
    with_commit(files, with_object(files, "tree", b"100644 " + name + b"\0" + bytes.fromhex(blob)))
    with pytest.raises(SubmissionInvalid):
        take(files)


def test_a_large_object_in_a_small_file_is_refused_before_it_is_unpacked(learner: Any, take: Take) -> None:
    files = dict(learner.files())
    blob = with_object(files, "blob", bytes(80 * MIB))
    with_commit(files, with_object(files, "tree", b"100644 zeros\0" + bytes.fromhex(blob)))
    with pytest.raises(SubmissionInvalid, match="too large"):
        take(files)


def test_a_tree_that_stands_for_thousands_of_millions_of_files_is_refused(learner: Any, take: Take) -> None:
    files = dict(learner.files())
    oid = with_object(files, "blob", b"x")
    entry = b"100644 f%d\0"
    for _ in range(10):
        oid = with_object(files, "tree", b"".join(entry % number + bytes.fromhex(oid) for number in range(10)))
        entry = b"40000 d%d\0"
    with_commit(files, oid)
    index = learner.git("rev-parse", "HEAD")
    files[".git/refs/heads/bomb"] = files[".git/refs/heads/main"]
    files[".git/refs/heads/main"] = f"{index}\n".encode()
    with pytest.raises(SubmissionInvalid, match="more than 20,000 files"):
        take(files)


def test_a_tree_that_is_endlessly_deep_is_refused(learner: Any, take: Take) -> None:
    files = dict(learner.files())
    oid = with_object(files, "blob", b"x")
    entry = b"100644 f\0"
    for _ in range(200):
        oid = with_object(files, "tree", entry + bytes.fromhex(oid))
        entry = b"40000 d\0"
    head = learner.git("rev-parse", "HEAD")
    with_commit(files, oid)
    files[".git/refs/heads/deep"] = files[".git/refs/heads/main"]
    files[".git/refs/heads/main"] = f"{head}\n".encode()
    with pytest.raises(SubmissionInvalid, match="nested more than 64 deep"):
        take(files)


def test_what_takes_git_too_long_ends_with_its_own_verdict(learner: Any, take: Take) -> None:
    with pytest.raises(SessionEnded) as ended:
        take(learner.files(), limits=Limits(seconds=0.0001))
    assert ended.value.reason is EndReason.TIME_LIMIT


def test_more_than_may_come_out_ends_with_its_own_verdict(learner: Any, take: Take) -> None:
    learner.write("noise", os.urandom(600_000))
    learner.commit("Add noise")
    with pytest.raises(SessionEnded) as ended:
        take(learner.files(), limits=Limits(disk_bytes=500_000))
    assert ended.value.reason is EndReason.OUTPUT_LIMIT


@pytest.mark.parametrize("line", ["", "no reflog\n", "0 0 x\n", "\0" * 50, "ÿ" * 100 + "\n"])
def test_nonsense_in_a_reflog_is_left_out(line: str, learner: Any, take: Take) -> None:
    learner.write(".git/logs/HEAD", (learner.folder / ".git/logs/HEAD").read_text() + line)
    assert [entry.message for entry in take(learner.files()).reflog()] == ["commit (initial): Add a file"]


def test_a_stash_reflog_that_names_what_is_not_there_fails_the_check_that_asks(learner: Any, take: Take) -> None:
    learner.write("file.txt", "stashed\n")
    learner.git("stash", "push", "--quiet")
    who = "Learner <learner@example.org> 1709640000 +0000"
    learner.write(".git/logs/refs/stash", f"{'0' * 40} {'1' * 40} {who}\tWIP\n")
    with pytest.raises(pytest.fail.Exception, match="is not in this repository"):
        _ = take(learner.files()).stash


def test_a_pack_index_that_lies_about_content_gains_nothing(learner: Any, take: Take) -> None:
    learner.commit("Add another", other_txt="two\n")
    learner.git("gc", "--quiet")
    files = dict(learner.files())
    index_path = next(path for path in files if path.endswith(".idx"))
    index = bytearray(files[index_path])
    count = struct.unpack_from(">I", index, 8 + 255 * 4)[0]
    offsets = 8 + 1024 + count * 24
    first, second = (struct.unpack_from(">I", index, offsets + 4 * at)[0] for at in (0, 1))
    struct.pack_into(">II", index, offsets, second, first)
    files[index_path] = bytes(index)
    honest = {commit.hexsha for commit in take(learner.files()).all_commits()}
    try:
        found = {commit.hexsha for commit in take(files).all_commits()}
    except SubmissionInvalid:
        return
    assert found <= honest


def test_git_on_our_side_was_never_asked_to_run_in_the_learners_folder(
    learner: Any, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = subprocess.run

    def watched(*arguments: Any, **options: Any) -> Any:
        asked.append(str(options.get("cwd")))
        return run(*arguments, **options)

    files = learner.files()
    monkeypatch.setattr(subprocess, "run", watched)
    take(files).expect.clean()
    assert asked
    assert not any(str(learner.folder) in folder for folder in asked)
