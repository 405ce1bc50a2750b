"""A Dockerfile: what is in the image, what a build does again, who runs in it."""

import re

import pytest

CONTEXT = (
    *("app/__main__.py", "app/orders.py", "requirements.txt", "README.md", ".env", ".dockerignore", "Dockerfile"),
    *("tests/test_orders.py", ".git/config", ".git/objects/17/2f", "app/__pycache__/orders.cpython-312.pyc"),
)
INSTALLS = re.compile(r"\b(pip3?|apt-get|apt)\s+(?:-\S+\s+)*install\b")
COMPILER = re.compile(r"\b(gcc|g\+\+|build-essential|clang|libpq-dev|libc6-dev)\b")
HOLDS = "The image holds app/ and the packages, and nothing else of this folder."
CACHED = "When only the program has changed, a build installs nothing."


def runs(document, pattern, stage=None):
    """The RUN instructions that say this, in one stage or in all."""
    stages = document.stages if stage is None else [stage]
    return [one for each in stages for one in each.all("RUN") if re.search(pattern, one.text)]


def expect_pip(document):
    """Packages are installed somewhere, or there is nothing to judge."""
    found = runs(document, r"\bpip3?\s+(-\S+\s+)*install\b|-m pip\s+(-\S+\s+)*install\b")
    if not found:
        pytest.fail("Rule: the image holds the packages of requirements.txt.\nNo RUN says pip install.", pytrace=False)
    return found


@pytest.mark.example
def test_the_base_has_a_version(document):
    """Every image that it begins with is named with its version"""
    for complaint in document.unpinned():
        pytest.fail(
            f"Rule: what you take is never whatever is newest.\nDockerfile:{complaint.line}: {complaint.said}\n"
            "  expected  a version, as in python:3.12-slim",
            pytrace=False,
        )


@pytest.mark.example
def test_the_program_is_in_the_image(document):
    """The files of app/ are copied into the image"""
    missing = {"app/__main__.py", "app/orders.py"} - document.in_image(CONTEXT)
    if missing:
        pytest.fail(
            f"Rule: {HOLDS}\n  gave      no {', '.join(sorted(missing))}\n  expected  all of app/", pytrace=False
        )


def test_nothing_else_is_in_the_image(document):
    """No tests, no .git, no .env, no caches are in the image; the program is"""
    found = document.in_image(CONTEXT)
    extra = {file for file in found if not (file.startswith("app/") and file.endswith(".py"))} - {"requirements.txt"}
    if extra or "app/orders.py" not in found:
        pytest.fail(
            f"Rule: {HOLDS}\n  gave      {', '.join(sorted(extra)) or 'no app/orders.py'}\n  expected  app/ alone",
            pytrace=False,
        )


@pytest.mark.points(2)
@pytest.mark.hint("A build does everything again from the first instruction that copies a changed file.")
def test_a_change_of_the_program_installs_nothing(document):
    """After a change in app/orders.py no packages and no programs are installed"""
    expect_pip(document)
    again = document.done_again("app/orders.py", CONTEXT)
    if not any(one.keyword in {"COPY", "ADD"} for one in again):
        pytest.fail("Rule: the image holds app/.\nNo instruction copies app/orders.py.", pytrace=False)
    for one in again:
        if one.keyword == "RUN" and INSTALLS.search(one.text):
            pytest.fail(
                f"Rule: {CACHED}\nAfter a change of app/orders.py\n  gave      line {one.line}: {one}", pytrace=False
            )


def test_a_new_requirement_is_installed(document):
    """After a change in requirements.txt the packages are installed anew"""
    installing = expect_pip(document)
    again = document.done_again("requirements.txt", CONTEXT)
    asking = runs(document, r"\bpip3?\s+(-\S+\s+)*(install|wheel)\b")
    reading = [one for one in asking if "requirements.txt" in one.text]
    if any(one in again for one in reading) and any(one in again for one in installing):
        return
    pytest.fail(
        "Rule: when requirements.txt has changed, the packages are installed anew.\n"
        f"  gave      line {installing[0].line} is CACHED, or does not read requirements.txt: {installing[0]}",
        pytrace=False,
    )


@pytest.mark.points(2)
def test_the_compiler_stays_behind(document):
    """gcc is installed to build the packages, and is not in the finished image"""
    expect_pip(document)
    if not runs(document, COMPILER):
        pytest.fail(
            "Rule: one of the packages is compiled with gcc when it is installed.\nNo RUN installs gcc.", pytrace=False
        )
    for one in document.lineage:
        if one.keyword == "RUN" and COMPILER.search(one.text):
            pytest.fail(
                f"Rule: the compiler stays out of the finished image.\n  gave      line {one.line}: {one}\n"
                "  expected  in a stage before the last",
                pytrace=False,
            )
    if not any(one.sources for one in document.lineage if one.keyword in {"COPY", "RUN"}):
        pytest.fail(
            "Rule: the image holds the packages.\nNothing comes from the stage that installed them.", pytrace=False
        )


def test_apt_is_asked_in_one_go(document):
    """update, install and the removal of the lists are one RUN"""
    expect_pip(document)
    rule = "`update` and `install` are one RUN, with --no-install-recommends, and the lists are removed in it."
    for one in runs(document, r"\bapt(-get)?\b"):
        parts = ("update", "install", "--no-install-recommends", "/var/lib/apt/lists")
        missing = [part for part in parts if part not in one.text]
        if missing:
            pytest.fail(f"Rule: {rule}\nline {one.line}: {one}\n  gave      no {', '.join(missing)}", pytrace=False)


def test_pip_keeps_no_cache(document):
    """pip install leaves no cache behind"""
    for one in expect_pip(document):
        if "--no-cache-dir" not in one.text:
            pytest.fail(
                f"Rule: pip install keeps no cache.\nline {one.line}: {one}\n  expected  --no-cache-dir", pytrace=False
            )


@pytest.mark.points(2)
def test_it_does_not_run_as_root(document):
    """The program runs as a user who is not root"""
    if document.user() == "root":
        users = [f"line {one.line}: {one}" for one in document.lineage if one.keyword == "USER"]
        pytest.fail(
            "Rule: the program runs as a user who is not root.\n"
            f"  gave      {users[-1] if users else 'no USER in the last stage'}",
            pytrace=False,
        )


@pytest.mark.hint("CMD has two forms. One of them starts a shell, which keeps signals to itself.")
def test_the_program_hears_signals(document):
    """python -m app is started without a shell in between"""
    start = document.start()
    if start is None or start.listed is None or not start.listed or start.listed[0] in {"sh", "bash", "/bin/sh"}:
        pytest.fail(
            "Rule: the program is started without a shell in between.\n"
            f"  gave      {'nothing' if start is None else start}\n"
            '  expected  the form ["program", "argument"]',
            pytrace=False,
        )


@pytest.mark.points(2)
def test_no_secret_is_kept(document):
    """No password, token or key is in the Dockerfile, nor .env in the image"""
    expect_pip(document)
    for complaint in document.secrets():
        pytest.fail(
            f"Rule: no password, token or key stands in the Dockerfile.\nline {complaint.line}: {complaint.said}",
            pytrace=False,
        )
    taken = {file for stage in document.stages for one in stage.instructions for file in document.taken(one, CONTEXT)}
    if ".env" in taken:
        pytest.fail(
            "Rule: .env holds secrets, and is of no use in the image.\n"
            "  gave      a stage copies .env\n  expected  .dockerignore leaves it out",
            pytrace=False,
        )
