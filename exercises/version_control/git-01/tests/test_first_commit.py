"""A first commit: the right files, an ignore file, a message by the rules."""

import pytest

PROJECT = ("README.md", "prices.py", "data/prices.csv")
LEFT_BEHIND = (".env", "prices.log", "__pycache__/prices.cpython-312.pyc")


@pytest.mark.example
def test_there_is_a_commit_on_main(repository):
    """There is a commit on the branch main"""
    repository.expect.on_branch("main")
    assert repository.head == repository.branches["main"]


@pytest.mark.example
@pytest.mark.points(2)
def test_the_project_is_committed(repository):
    """Every file of the project is committed, unchanged"""
    for path in PROJECT:
        committed = repository.read_bytes(path).replace(b"\r\n", b"\n")
        if committed != repository.start.worktree[path]:
            pytest.fail(f"{path} is committed, but not as it was at the start. Only .gitignore is new.", pytrace=False)


def test_the_ignore_file_is_committed(repository):
    """The file .gitignore is committed"""
    assert repository.read(".gitignore").strip(), "The .gitignore that is committed is empty."


def test_nothing_else_is_committed(repository):
    """Nothing but the project and its .gitignore is committed"""
    extra = sorted(set(repository.files()) - {*PROJECT, ".gitignore"})
    if extra:
        pytest.fail(f"These files are committed and are not part of the project: {', '.join(extra)}.", pytrace=False)


@pytest.mark.points(2)
@pytest.mark.hint("A later commit cannot take a secret out of an earlier one. `kata reset` lets you begin again.")
def test_the_secret_is_in_no_commit(repository):
    """The password is in no commit, not even in an earlier one"""
    repository.head  # noqa: B018 - without any commit there is nothing to praise
    repository.expect.never_committed(".env")


def test_one_commit(repository):
    """It is one commit"""
    count = len(repository.commits())
    if count != 1:
        pytest.fail(f"main has {count} commits; asked for: one, with everything in it.", pytrace=False)


def test_what_running_leaves_behind_is_ignored(repository):
    """The files of today that do not belong to the project are ignored"""
    repository.expect.ignored(*LEFT_BEHIND)


@pytest.mark.points(2)
@pytest.mark.hint("Name kinds of files, not files: `*.log` is every file that ends in .log.")
def test_tomorrows_files_are_ignored_too(repository, rng):
    """Log files and compiled files that are yet to come are ignored, in every folder"""
    name = f"{rng.choice(['orders', 'errors', 'till', 'stock'])}-{rng.randrange(100, 999)}"
    repository.expect.ignored(
        f"{name}.log", f"data/{name}.log", f"__pycache__/{name}.cpython-313.pyc", f"tools/__pycache__/{name}.pyc"
    )


@pytest.mark.hint("A pattern that begins with a dot and a star, or names a whole folder, may catch more than you mean.")
def test_tomorrows_sources_are_not_ignored(repository, rng):
    """What the project may get one day is not ignored"""
    name = f"{rng.choice(['orders', 'receipts', 'stock', 'opening_hours'])}_{rng.randrange(100, 999)}"
    repository.expect.not_ignored(f"{name}.py", f"data/{name}.csv", f"docs/{name}.md", ".editorconfig", ".gitignore")


def test_the_files_are_still_there(repository):
    """The settings are still on your disk, unchanged"""
    repository.head  # noqa: B018 - at the start they are there too
    if repository.worktree.get(".env") != repository.start.worktree[".env"]:
        pytest.fail(
            ".env is gone or changed. The program needs it on this computer: ignore it, do not delete it.",
            pytrace=False,
        )


def test_the_subject_says_what_the_commit_does(repository):
    """The message's subject follows the rules"""
    repository.expect.message("HEAD")


def test_the_body_says_why(repository):
    """The message has a body that says why"""
    repository.expect.message("HEAD", subject=False, body=True)


def test_nothing_is_left_over(repository):
    """Nothing is left to commit"""
    repository.head  # noqa: B018 - "nothing to commit" is to be said of a commit
    repository.expect.clean()
