"""What comes out of a sandbox is read strictly: it may be anybody's word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import SubmissionInvalid
from graders.git import parsing
from graders.git.allowed import is_reference_name

OID = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    "name", ["refs/heads/main", "refs/heads/a/b.c", "refs/tags/v1.0", "refs/heads/été", "refs/stash"]
)
def test_names_of_references_are_taken(name: str) -> None:
    assert is_reference_name(name)
    assert parsing.references(f"{OID} {name}\n".encode()) == {name: OID}


@pytest.mark.parametrize(
    "name",
    ["main", "refs/heads/../x", "refs/heads//x", "refs/heads/.x", "refs/heads/x.lock", "refs/heads/x.lock/y",
     "refs/heads/x.", "refs/heads/x/", "refs/heads/a b", "refs/heads/a\tb", "refs/heads/a\0b", "refs/heads/a~1",
     "refs/heads/a^", "refs/heads/a:b", "refs/heads/a?", "refs/heads/a*", "refs/heads/a[", "refs/heads/a\\b",
     "refs/heads/@{1}", "refs/heads/x\u00a0"],
)  # fmt: skip
def test_what_git_would_not_take_as_a_name_is_refused(name: str) -> None:
    assert not is_reference_name(name)
    with pytest.raises(SubmissionInvalid):
        parsing.references(f"{OID} {name}\n".encode())


@pytest.mark.parametrize(
    ("read", "output"),
    [
        (parsing.references, b"nonsense\n"),
        (parsing.references, b"0123 refs/heads/main\n"),
        (parsing.index, b"100644 0123 0\tfile\0"),
        (parsing.index, f"100600 {OID} 0\tfile\0".encode()),
        (parsing.index, f"100644 {OID} 4\tfile\0".encode()),
        (parsing.changes, b"x nonsense\0"),
        (parsing.changes, b"? \0"),
        (parsing.changes, b"1 .M N...\0"),
    ],
)
def test_lists_that_git_does_not_print_are_refused(read: object, output: bytes) -> None:
    assert callable(read)
    with pytest.raises(SubmissionInvalid):
        read(output)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(output: bytes) -> None:
    for read in (parsing.references, parsing.index, parsing.changes, parsing.reflog):
        try:
            read(output)
        except SubmissionInvalid:
            continue


def test_a_reflog_is_read_newest_first_with_and_without_messages() -> None:
    who = "Learner <learner@example.org>"
    text = f"{'0' * 40} {OID} {who} 1709640000 +0000\tcommit (initial): Add\n{OID} {OID} {who} 1709640060 -0130\n"
    newest, oldest = parsing.reflog(text.encode())
    assert (newest.message, newest.seconds, newest.committer) == ("", 1709640060, who)
    assert (oldest.old, oldest.new, oldest.message) == ("0" * 40, OID, "commit (initial): Add")
