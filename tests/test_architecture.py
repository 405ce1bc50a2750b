"""The shape of the project: which package may import which, what stays lazy, how long a module may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "sandbox": {"sandbox"},
    "graders": {"graders", "sandbox"},
    "runner": {"runner", "graders", "sandbox"},
}
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"), str(path))
    for package in MAY_IMPORT
    for path in sorted((ROOT / package).rglob("*.py"))
}
HIDDEN_TESTS = sorted((ROOT / "exercises").rglob("tests/**/*.py"))
PROGRAMS = {"sandbox/agent.py", "sandbox/drivers/python.py", "sandbox/drivers/sqlite.py"} & set(MODULES)
"""Programs that run in a sandbox. Each is sent as one file, so it imports nothing of ours and may be longer."""
SHARED = {
    name
    for name, tree in MODULES.items()
    if "part of the program inside the sandbox" in (ast.get_docstring(tree) or "")
}
"""Parts of such a program that this side uses too. They are sent without the package around them."""
OUTSIDE = set(MODULES) - PROGRAMS - SHARED
HEAVY = {"pytest", "_pytest", "docker", "sqlglot", "git", "jinja2", "rich"}
LONGEST_MODULE = 400


def imports(tree: ast.AST) -> set[str]:
    """The top-level packages that a module imports anywhere in it, by statement or by name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            found |= {str(arg.value).partition(".")[0] for arg in node.args if isinstance(arg, ast.Constant)}
    return found


def ours_imported_by(tree: ast.Module) -> set[str]:
    """The modules of the package ``sandbox`` that a module imports when it runs, by their whole names."""
    checked_only = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in checked_only and node.module:
            if node.module == "sandbox":
                found |= {f"sandbox.{alias.name}" for alias in node.names}
            elif node.module.startswith("sandbox."):
                found.add(node.module)
    return found


def loaded_by(module: str) -> set[str]:
    """Every module that a fresh interpreter has loaded after this one."""
    script = f"import {module}, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


def exceptions_in(tree: ast.AST) -> list[str]:
    """The names of the classes whose bases are exceptions by their names.

    What is over ``pytest.fail.Exception`` is a check's outcome, and an ``errors.py`` must not import pytest.
    """
    bases = {
        node.name: [ast.unparse(base) for base in node.bases]
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    outcomes = {"pytest.fail.Exception"}
    for name, names in bases.items():  # a class stands after its bases
        if outcomes & set(names):
            outcomes.add(name)
    return [
        name
        for name, names in bases.items()
        if name not in outcomes and any(base.endswith(("Error", "Exception")) for base in names)
    ]


def test_imports_go_from_runner_to_graders_to_sandbox_and_never_back() -> None:
    packages = {*MAY_IMPORT, "exercises", "tests"}
    backwards = {
        name: wrong
        for name, tree in MODULES.items()
        if (wrong := imports(tree) & packages - MAY_IMPORT[name.partition("/")[0]])
    }
    assert backwards == {}


def test_what_runs_in_a_sandbox_imports_the_standard_library_and_its_own_parts_alone() -> None:
    allowed = set(sys.stdlib_module_names) | {"__main__"}
    parts = {name.removesuffix(".py").replace("/", ".") for name in SHARED}
    foreign = {name: imports(MODULES[name]) - allowed - {"sandbox"} for name in PROGRAMS | SHARED}
    others = {name: ours_imported_by(MODULES[name]) - parts for name in PROGRAMS | SHARED}
    assert {name: wrong for name, wrong in {**foreign, **others}.items() if wrong} == {}


def test_hidden_tests_import_nothing_of_ours() -> None:
    assert HIDDEN_TESTS
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in HIDDEN_TESTS}
    assert [path for path, tree in trees.items() if imports(tree) & set(MAY_IMPORT)] == []


def test_a_module_can_be_read_in_one_sitting() -> None:
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in OUTSIDE | SHARED}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in MODULES.items() if not ast.get_docstring(tree)] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "common", "base", "misc", "manager"}
    assert [name for name in MODULES if empty & set(name.removesuffix(".py").split("/"))] == []


def test_every_exception_stands_in_the_errors_of_its_package() -> None:
    elsewhere = {
        name: found for name in OUTSIDE if not name.endswith("/errors.py") and (found := exceptions_in(MODULES[name]))
    }
    assert elsewhere == {}


def test_every_exception_is_public() -> None:
    names = [found for name in OUTSIDE if name.endswith("/errors.py") for found in exceptions_in(MODULES[name])]
    assert names
    assert [name for name in names if name.startswith("_")] == []


@pytest.mark.parametrize(
    "module", ["runner.cli", "runner.manifest", "runner.catalog", "runner.workspace", "sandbox.session"]
)
def test_start_up_pays_for_no_heavy_import(module: str) -> None:
    assert not {name.partition(".")[0] for name in loaded_by(module)} & HEAVY


def test_the_command_line_starts_with_hardly_anything() -> None:
    assert not {"click", "dataclasses", "tomllib", "sandbox", "graders"} & loaded_by("runner.cli")
