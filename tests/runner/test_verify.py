"""``kata verify``: which rule each kind of broken exercise breaks, and that a sound one is proven."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from graders.documents.formats import FORMATS
from graders.outcome import Check, Verdict, overall
from runner.authoring import table
from runner.authoring.candidates import Candidate, Role
from runner.authoring.cheats import CONSTANT_SHARE, Cheat, cheats
from runner.authoring.examples import example_problems
from runner.authoring.false_documents import false_documents
from runner.authoring.folder import folder_problems
from runner.authoring.new import new
from runner.authoring.proof import Problem, Run, judge, matches
from runner.authoring.verify import Verification, verify, verify_exercise
from runner.catalog import Catalog
from runner.errors import UnknownExercise
from runner.manifest import Mutant, load
from runner.prompt import render
from runner.report import ExerciseInfo, Report
from runner.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from runner.manifest import Exercise

INFO = ExerciseInfo(id="demo", version="0" * 12, title="Demo", skill="algorithms")
SUBMISSION = Submission(files=MappingProxyType({}), language="python", source=Path("demo"))
REFERENCE = Candidate(role=Role.REFERENCE, submission=SUBMISSION)
STARTER = Candidate(role=Role.STARTER, submission=SUBMISSION)
MUTANT = Candidate(
    role=Role.MUTANT, submission=SUBMISSION, mutant=Mutant(name="off-by-one", fails=("test_end", "test_cases"))
)
NAMES = ("test_start", "test_end", "test_cases[a]", "test_cases[b]")


def run(candidate: Candidate, *, failing: Iterable[str] = (), seed: int = 1, points: float = 1) -> Run:
    """A run in which these checks failed and the others passed."""
    checks = tuple(
        Check(
            name=name,
            title=name,
            verdict=Verdict.FAILED if name in failing else Verdict.PASSED,
            points=0 if name in failing else points,
            max_points=points,
        )
        for name in NAMES
    )
    report = Report(
        exercise=INFO,
        verdict=overall(checks),
        score=sum(check.points for check in checks),
        max_score=sum(check.max_points for check in checks),
        checks=checks,
        seed=seed,
        seconds=0.1,
    )
    return Run(candidate=candidate, report=report)


def rules(*runs: Run) -> list[str]:
    return [problem.rule for problem in judge(runs)]


MANIFEST_OF_A_DOCUMENT = """\
format_version = 1
title = "It"
skill = "servers"
level = "easy"
minutes = 5
topics = ["Docker"]
grader = "document"
languages = ["dockerfile"]
files = ["Dockerfile"]
"""
CHECKS_OF_WORDS = """\
def test_the_user(document):
    \"\"\"It has a user\"\"\"
    assert document.stages and "USER baker" in document.text()
"""


def cheat(share: float) -> Candidate:
    made = Cheat(name="agrees", files=MappingProxyType({}), share=share, why="compare types")
    return Candidate(role=Role.CHEAT, submission=SUBMISSION, cheat=made)


# --- what runs show -------------------------------------------------------------------------------------------


def test_a_reference_that_passes_and_a_caught_mutant_are_no_problem() -> None:
    assert rules(run(REFERENCE), run(MUTANT, failing=["test_end", "test_cases[b]"]), run(STARTER, failing=NAMES)) == []


def test_a_reference_that_fails_a_check_is_told_with_the_check_and_the_seed() -> None:
    (problem,) = judge([run(REFERENCE, failing=["test_end"], seed=7)])
    assert problem.rule == "the reference solution passes every check (seed 7)"
    assert problem.found.startswith("test_end: failed")


def test_a_reference_has_to_do_the_same_checks_for_the_same_points_under_every_seed() -> None:
    found = rules(run(REFERENCE, seed=1), run(REFERENCE, seed=2, points=3))
    assert found == ["the checks and their points are the same under every seed"]


def test_a_starter_that_passes_is_told() -> None:
    assert rules(run(REFERENCE), run(STARTER)) == ["the starter does not pass"]


def test_a_starter_may_not_earn_more_than_half() -> None:
    assert rules(run(REFERENCE), run(STARTER, failing=NAMES[:2])) == []
    assert rules(run(REFERENCE), run(STARTER, failing=NAMES[:1])) == ["the starter earns at most 2 of 4 points"]


def test_a_mutant_that_passes_is_told_once_with_its_seeds() -> None:
    found = rules(run(REFERENCE), run(MUTANT, seed=1), run(MUTANT, seed=2))
    assert found == ["the mutant 'off-by-one' is caught (seeds 1, 2)"]


def test_a_mutant_has_to_be_caught_by_every_check_that_it_names() -> None:
    (problem,) = judge([run(REFERENCE), run(MUTANT, failing=["test_start", "test_end"])])
    assert problem.rule == "the mutant 'off-by-one' is caught by test_cases (seed 1)"
    assert problem.found == "it passed that check and was caught by test_end, test_start only"


def test_a_mutant_that_names_a_check_that_is_not_there_is_told_with_those_there_are() -> None:
    mutant = replace(MUTANT, mutant=Mutant(name="typo", fails=("test_ends",)))
    (problem,) = judge([run(REFERENCE), run(mutant, failing=NAMES)])
    assert "there is no check test_ends" in problem.found
    assert "test_cases[a], test_cases[b], test_end, test_start" in problem.next_step


def test_a_forger_that_earns_a_point_is_told_with_the_check_that_gave_it() -> None:
    (problem,) = judge([run(REFERENCE), run(cheat(0.0), failing=NAMES[1:])])
    assert problem.rule == "the cheat 'agrees' earns nothing"
    assert problem.found == "it earned 1 points with test_start"
    assert problem.next_step == "compare types"


def test_a_constant_may_earn_a_third_and_no_more() -> None:
    assert rules(run(REFERENCE), run(cheat(CONSTANT_SHARE), failing=NAMES[1:])) == []
    assert len(rules(run(REFERENCE), run(cheat(CONSTANT_SHARE), failing=NAMES[2:]))) == 1


def test_no_cheat_may_pass_whatever_it_may_earn() -> None:
    assert rules(run(REFERENCE), run(cheat(1.0))) == ["the cheat 'agrees' does not pass"]


@pytest.mark.parametrize("candidate", [REFERENCE, STARTER, MUTANT, cheat(1.0)], ids=lambda one: one.role.value)
def test_an_error_of_ours_proves_nothing(candidate: Candidate) -> None:
    report = replace(run(candidate).report, verdict=Verdict.ERROR, checks=(), message="the sandbox went away")
    (problem,) = judge([Run(candidate=candidate, report=report)])
    assert problem.rule.endswith("can be done without an error of ours")
    assert problem.found == "the sandbox went away"


def test_errors_of_ours_with_one_reason_are_told_once() -> None:
    report = replace(run(REFERENCE).report, verdict=Verdict.ERROR, checks=(), message="no sandbox")
    (problem,) = judge([Run(candidate=one, report=report) for one in (REFERENCE, STARTER, MUTANT)])
    assert problem.rule == "the reference and 2 other gradings can be done without an error of ours"


@pytest.mark.parametrize("candidate", [REFERENCE, STARTER, MUTANT], ids=lambda one: one.role.value)
def test_what_cannot_be_handed_in_proves_nothing(candidate: Candidate) -> None:
    report = replace(run(candidate).report, verdict=Verdict.INVALID, checks=(), message="a.py is missing")
    (problem,) = judge([Run(candidate=candidate, report=report)])
    assert "can be handed in" in problem.rule
    assert problem.found == "invalid: a.py is missing"


def test_checks_without_points_or_with_one_title_for_two_are_told() -> None:
    reference = run(REFERENCE)
    first, second, *others = reference.report.checks
    checks = (replace(first, points=0, max_points=0), replace(second, title=first.title), *others)
    report = replace(reference.report, checks=checks, score=3, max_score=3)
    assert rules(Run(candidate=REFERENCE, report=report)) == [
        "every check is worth something",
        "no two checks have the same title",
    ]


def test_a_name_in_fails_stands_for_all_cases_or_for_one() -> None:
    assert matches("test_cases[a]", "test_cases")
    assert matches("test_cases[a]", "test_cases[a]")
    assert not matches("test_cases[a]", "test_cases[b]")
    assert not matches("test_cases", "test_case")


# --- what the folder shows ------------------------------------------------------------------------------------


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    """A sound exercise, to be broken."""
    return load(new("demo", grader="function", pack=tmp_path).folder)


def broken_rules(exercise: Exercise) -> list[str]:
    return [problem.rule for problem in folder_problems(load(exercise.path), "python")]


def replace_in(file: Path, old: str, replacement: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, replacement), encoding="utf-8")


def test_a_sound_folder_has_no_problem(exercise: Exercise) -> None:
    assert broken_rules(exercise) == []


def test_fewer_than_three_mutants_are_told(exercise: Exercise) -> None:
    replace_in(
        exercise.path / "exercise.toml", '\n[[mutants]]\nname = "keeps-capitals"\nfails = ["test_capitals"]\n', "\n"
    )
    shutil.rmtree(exercise.path / "mutants" / "keeps-capitals")
    assert broken_rules(exercise) == ["an exercise has at least 3 mutants in every language"]


def test_a_test_without_a_docstring_is_told_with_its_line(exercise: Exercise) -> None:
    replace_in(exercise.path / "tests" / "test_slug.py", '    """Turns capitals into small letters"""\n', "")
    (problem,) = folder_problems(exercise, "python")
    assert problem.rule.startswith("every check has a title")
    assert re.fullmatch(r"tests/test_slug\.py:\d+ test_capitals has no docstring", problem.found)


def test_a_mark_that_does_nothing_is_told_with_what_was_meant(exercise: Exercise) -> None:
    file = exercise.path / "tests" / "test_slug.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("def test_capitals", "@pytest.mark.point(2)\ndef test_capitals", 1), encoding="utf-8")
    (problem,) = folder_problems(exercise, "python")
    assert problem.rule == "every mark is one that counts"
    assert "pytest.mark.point," in problem.found
    assert problem.next_step == "did you mean points?"


@pytest.mark.parametrize("statement", ["import graders", "from runner.grade import grade", "import sandbox.session"])
def test_a_test_that_imports_ours_is_told(exercise: Exercise, statement: str) -> None:
    replace_in(exercise.path / "tests" / "test_slug.py", "import pytest\n", f"import pytest\n{statement}\n")
    assert broken_rules(exercise) == ["hidden tests import nothing of kata's"]


def test_a_test_that_is_no_python_is_told(exercise: Exercise) -> None:
    (exercise.path / "tests" / "test_more.py").write_text("def test_(:\n", encoding="utf-8")
    assert broken_rules(exercise) == ["the tests are Python"]


@pytest.mark.parametrize("text", ["", "## One\n\nText.\n", "## One\n\na\n\n## Two\n\nb\n\n## Three\n"])
def test_hints_that_are_not_three_are_told(exercise: Exercise, text: str) -> None:
    exercise.hints_file.write_text(text, encoding="utf-8")
    assert broken_rules(exercise) == ["hints.md has 3 steps"]


def test_a_prompt_that_cannot_be_made_is_told(exercise: Exercise) -> None:
    exercise.prompt_file.write_text("{{ sample( }}\n", encoding="utf-8")
    assert broken_rules(exercise) == ["the prompt can be made"]


@pytest.mark.parametrize("place", ["prompt.md", "starter/notes.txt"])
@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("solution/slug.py", 'return "-".join(title.lower().split())'),
        ("tests/test_slug.py", 'expect(solution, "Hello World", "hello-world", "capitals become small letters.")'),
        ("mutants/first-word-only/slug.py", "return title.lower().split()[0]"),
        ("hints.md", "type has a method for each."),
    ],
)
def test_a_line_of_what_is_hidden_is_found_in_the_workspace(
    exercise: Exercise, place: str, source: str, line: str
) -> None:
    assert line in (exercise.path / source).read_text(encoding="utf-8")
    target = exercise.path / place
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    target.write_text(f"{before}\n    {line}\n", encoding="utf-8")
    found = list(folder_problems(exercise, "python"))
    if place.startswith("starter/"):
        assert found == [], "what an author ships on purpose is no leak"
    else:
        assert [problem.rule.partition(" is in ")[2] for problem in found] == ["the workspace"]
        assert source in found[0].found


# --- the prompt's examples ------------------------------------------------------------------------------------


@pytest.fixture
def clean_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what importing the reference leaves behind; ``kata verify`` does it in a child."""
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    monkeypatch.delitem(__import__("sys").modules, "slug", raising=False)
    monkeypatch.setattr("sys.dont_write_bytecode", True)


@pytest.mark.usefixtures("clean_imports")
def test_true_examples_are_no_problem(exercise: Exercise) -> None:
    assert list(example_problems(exercise, "python", render(exercise, "python"))) == []


@pytest.mark.usefixtures("clean_imports")
def test_an_example_that_is_not_true_is_told_with_both_answers(exercise: Exercise) -> None:
    replace_in(exercise.prompt_file, "'hello-big-world'", "'hello_big_world'")
    (problem,) = example_problems(exercise, "python", render(exercise, "python"))
    assert problem.rule == "the examples in the prompt are true"
    assert "'hello_big_world'" in problem.found
    assert "'hello-big-world'" in problem.found


@pytest.mark.usefixtures("clean_imports")
def test_a_prompt_without_an_example_is_told(exercise: Exercise) -> None:
    (problem,) = example_problems(exercise, "python", "# A task\n\n    >>> slug('a')\n")
    assert problem.rule == "the prompt has a worked example whose truth is checked"


# --- cheats ---------------------------------------------------------------------------------------------------


def test_cheats_have_the_names_of_the_reference(exercise: Exercise) -> None:
    source = b"class Empty(Exception): ...\nclass Box:\n    def take(self): ...\ndef make(a): ...\n"
    made = cheats(exercise, "python", {"box.py": source})
    assert len({one.name for one in made}) == len(made) >= 6
    for one in made:
        names: dict[str, Callable[..., object]] = {}
        exec(compile(one.files["box.py"], one.name, "exec"), names)  # noqa: S102  # our own program, as it is graded
        assert issubclass(names["Empty"], Exception)  # type: ignore[arg-type]
        assert {"Box", "make"} <= names.keys()
    always_true = next(one for one in made if one.name == "always yes")
    exec(compile(always_true.files["box.py"], "box", "exec"), names)  # noqa: S102
    assert (names["make"](1), names["Box"]().take()) == (True, True)  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", FORMATS)
def test_every_format_has_documents_that_know_nothing(language: str) -> None:
    reference = {"it.yaml": b"paths:\n  /rooms/{id}:\n    get: {}\n", "more.sh": b"echo\n"}
    made = dict(false_documents(language, ("it.yaml", "more.sh"), reference, "Text.\n\n    shown: 1\n"))
    assert made["what the prompt shows"]["it.yaml"] == b"shown: 1\n"
    assert b"/rooms/{id}" in made["the reference in comments"]["it.yaml"]
    assert {"right, and says nothing"} <= made.keys()
    assert all(files.keys() == reference.keys() for files in made.values())


def test_a_check_that_looks_for_words_in_a_document_does_not_pass_verify(tmp_path: Path) -> None:
    folder = tmp_path / "servers" / "net-99"
    files = {
        "exercise.toml": MANIFEST_OF_A_DOCUMENT,
        "prompt.md": "# It\n",
        "hints.md": "## One\n\nx\n",
        "starter/Dockerfile": "FROM scratch\n",
        "solution/Dockerfile": "FROM scratch\nUSER baker\nLABEL of=bakery\n",
        "tests/test_it.py": CHECKS_OF_WORDS,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = verify_exercise(load(folder), "dockerfile", sandbox="process", seeds=[1])
    assert "the cheat 'the reference in comments' does not pass" in [problem.rule for problem in found.problems]


# --- all of it ------------------------------------------------------------------------------------------------


def proof_of(exercise: Exercise) -> Verification:
    return verify_exercise(load(exercise.path), "python", sandbox="process")


def test_a_sound_exercise_is_proven(exercise: Exercise) -> None:
    proof = proof_of(exercise)
    assert proof.problems == (), table.rows(proof)
    assert proof.proven
    assert {run.candidate.role for run in proof.runs} == set(Role)
    assert {run.report.seed for run in proof.runs if run.candidate.repeats} == {1, 20_011}


def test_under_one_seed_a_mutant_is_run_against_the_checks_that_must_catch_it(exercise: Exercise) -> None:
    proof = verify_exercise(load(exercise.path), "python", sandbox="process", seeds=(1,))
    assert proof.problems == (), table.rows(proof)
    for run in proof.runs:
        checks = {check.name.partition("[")[0] for check in run.report.checks}
        if run.candidate.mutant:
            assert checks == set(run.candidate.mutant.fails)
        else:
            assert len(checks) > 2


def test_every_problem_of_an_exercise_is_found_in_one_run(exercise: Exercise) -> None:
    replace_in(exercise.path / "tests" / "test_slug.py", "type(answer) is not str or answer != expected", "not answer")
    replace_in(exercise.path / "mutants" / "keeps-capitals" / "slug.py", "title.split()", "title.lower().split()")
    replace_in(exercise.prompt_file, "'hello-big-world'", "'hello_big_world'")
    exercise.hints_file.write_text("## One\n\nText.\n", encoding="utf-8")
    shutil.copy(exercise.path / "solution" / "slug.py", exercise.path / "starter" / "slug.py")
    found = {problem.rule for problem in proof_of(exercise).problems}
    assert {
        "hints.md has 3 steps",
        "the examples in the prompt are true",
        "the starter does not pass",
        "the mutant 'keeps-capitals' is caught (seeds 1, 20011)",
        "the cheat 'always yes' does not pass",
    } <= found


def test_a_broken_hidden_test_is_an_error_of_ours_and_told(exercise: Exercise) -> None:
    replace_in(
        exercise.path / "tests" / "test_slug.py", "import pytest\n", "import nothing_of_that_name\nimport pytest\n"
    )
    proof = proof_of(exercise)
    assert not proof.proven
    assert "can be done without an error of ours" in proof.problems[0].rule
    assert "nothing_of_that_name" in proof.problems[0].found


def test_a_broken_manifest_is_a_proof_with_its_problems_and_the_next_one_is_still_proven(tmp_path: Path) -> None:
    bad = new("bad", grader="function", pack=tmp_path).folder
    replace_in(bad / "exercise.toml", 'level = "easy"', 'level = "esay"')
    replace_in(bad / "exercise.toml", "minutes = 15", 'minutes = "15"')
    new("good", grader="function", pack=tmp_path)
    first, second = verify(Catalog([tmp_path], builtin=None), sandbox="process")
    assert [first.exercise_id, second.exercise_id] == ["bad", "good"]
    assert len(first.problems) == 2
    assert second.proven


def test_an_unknown_id_is_a_usage_problem(tmp_path: Path) -> None:
    new("good", grader="function", pack=tmp_path)
    with pytest.raises(UnknownExercise):
        list(verify(Catalog([tmp_path], builtin=None), ["goood"], sandbox="process"))


# --- how it is told -------------------------------------------------------------------------------------------

PROBLEM = Problem(rule="the starter does not pass", found="it passed\nwith \x1b[31m4 of 4", next_step="add checks")
PROOF = Verification(
    exercise_id="demo",
    language="python",
    title="Demo",
    runs=(
        run(REFERENCE),
        run(REFERENCE, seed=2),
        run(STARTER, failing=NAMES),
        run(MUTANT, failing=NAMES[:3]),
        run(cheat(0.0), failing=NAMES[1:]),
    ),
    problems=(PROBLEM,),
    seconds=1.25,
)


def test_the_table_has_a_row_for_each_role_and_the_problems_below() -> None:
    assert table.header() + table.rows(PROOF) == (
        "exercise      what was run        result                                       seconds\n"
        "demo          reference           passed, 4 of 4 points, 2 seeds                   0.2\n"
        "              starter             failed, 0 of 4 points                            0.1\n"
        "              1 mutants           1 caught                                         0.1\n"
        "              1 cheats            the best earned 25% of the points                0.1\n"
        "              python              NOT PROVEN: 1 problem                            1.2\n"
        "  demo: the starter does not pass\n"
        "    found  it passed\n"
        "           with \\x1b[31m4 of 4\n"
        "    next   add checks\n"
    )


def test_the_summary_counts() -> None:
    assert table.summary([PROOF, replace(PROOF, problems=())]) == "\n1 of 2 proven by 10 gradings in 2.5 seconds\n"


def test_the_json_is_one_typed_object() -> None:
    data = json.loads(table.to_json([PROOF]))
    assert data["schema"] == "kata.verify/v1"
    assert data["proven"] is False
    (exercise,) = data["exercises"]
    assert (exercise["id"], exercise["language"], exercise["proven"]) == ("demo", "python", False)
    assert exercise["runs"][3]["name"] == "off-by-one"
    assert exercise["problems"] == [{"rule": PROBLEM.rule, "found": PROBLEM.found, "next_step": PROBLEM.next_step}]
