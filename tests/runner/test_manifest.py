from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from runner import consistency, manifest
from runner.errors import ManifestInvalid
from runner.kinds import KINDS, Kind
from runner.manifest import Level, load
from runner.toml_lines import key_lines, line_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(pack: Path) -> Path:
    return pack / "algorithms" / "add-up"


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(ManifestInvalid) as raised:
        load(folder)
    return [problem.removeprefix(str(folder) + "/") for problem in raised.value.problems]


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "exercise.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_good_manifest_is_read_with_its_types(folder: Path) -> None:
    exercise = load(folder)
    assert exercise.id == "add-up"
    assert exercise.level is Level.EASY
    assert exercise.minutes == 5
    assert exercise.files == {"python": ("bill.py",)}
    assert exercise.limits.seconds == 5.0
    assert isinstance(exercise.limits.seconds, float)
    assert exercise.image_for("python") == "base"
    (mutant,) = exercise.mutants
    assert mutant.fails == ("test_amounts_are_added",)
    assert exercise.mutant_dir(mutant) == folder / "mutants" / "counts-items"
    assert exercise.starter_dir("python") == folder / "starter"


def test_all_problems_come_in_one_message_with_their_lines(folder: Path) -> None:
    change(folder, 'level = "easy"', 'level = "esay"')
    change(folder, "minutes = 5", "minutes = true")
    change(folder, "seconds = 5", "secnds = 5\nmemory_bytes = -1")
    change(folder, 'fails = ["test_amounts_are_added"]', "fails = []")
    change(folder, 'topics = ["loops"]', 'tpics = ["loops"]')
    assert problems_of(folder) == [
        "exercise.toml:1: `topics` is missing: What is practised, in words a learner would search for.",
        'exercise.toml:4: `level` cannot be "esay"; did you mean "easy"?',
        "exercise.toml:5: `minutes` must be a whole number, not a boolean (true)",
        "exercise.toml:6: `tpics` is not a known key; did you mean `topics`?",
        "exercise.toml:12: `limits.secnds` is not a known key; did you mean `seconds`?",
        "exercise.toml:13: `limits.memory_bytes` is -1, but must be above zero and finite",
        "exercise.toml:17: `mutants[1].fails` is empty: give at least one, or leave the key out",
    ]


def test_the_message_names_the_exercise_and_the_next_step(folder: Path) -> None:
    change(folder, "minutes = 5", 'minutes = "5"')
    with pytest.raises(ManifestInvalid) as raised:
        load(folder)
    lines = str(raised.value).splitlines()
    assert lines[0] == 'the exercise "add-up" has 1 problem'
    assert lines[-1].strip() == "mend it, then prove it with `kata verify add-up`"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("format_version = 1", "format_version = 2", "1: `format_version` must be 1, the only one this version"),
        ('title = "Add up a bill"', 'title = "  "', "2: `title` is blank"),
        ('title = "Add up a bill"', "title = 2024-01-01", "2: `title` must be a string, not a date or time"),
        ('skill = "algorithms"', 'skill = "Algo rithms"', "3: `skill` is 'Algo rithms', but must be like clean_code"),
        ('grader = "function"', 'grader = "funktion"', '7: `grader` cannot be "funktion"; did you mean "function"?'),
        ('languages = ["python"]', 'languages = ["pyton"]', '8: `languages[1]` cannot be "pyton"; did you mean'),
        ('languages = ["python"]', 'languages = "python"', "8: `languages` must be a list, not a string ('python')"),
        ('languages = ["python"]', 'languages = ["python", "python"]', '8: `languages` has "python" twice'),
        ('languages = ["python"]', 'languages = ["git"]', '8: the grader "function" has no language "git"'),
        ('files = ["bill.py"]', 'files = ["../bill.py"]', "9: `files[1]` is '../bill.py', but must be a plain"),
        ('files = ["bill.py"]', 'files = ["/bill.py"]', "9: `files[1]` is '/bill.py', but must be a plain"),
        ('files = ["bill.py"]', 'files = ["bil.py"]', "9: starter/bil.py is missing"),
        (
            'files = ["bill.py"]',
            'files = ["queue.py"]',
            '9: "queue.py" has the name of a module that the tests may need',
        ),
        ('files = ["bill.py"]', "", "1: `files` is missing: name what is handed in"),
        ('files = ["bill.py"]', 'files = {ruby = ["bill.rb"]}', '9: `files` has no list for the language "python"'),
        ("seconds = 5", "seconds = inf", "12: `limits.seconds` is inf, but must be above zero and finite"),
        ("seconds = 5", "processes = 1.5", "12: `limits.processes` must be a whole number, not a number (1.5)"),
        ('name = "counts-items"', 'name = "counts-itms"', "15: mutants/counts-itms/ is missing or empty"),
        ('name = "counts-items"', 'name = "Über"', "15: `mutants[1].name` is 'Über', but must be lower-case"),
        ('name = "counts-items"', 'name = "counts-items"\nlanguage = "git"', '16: the mutant "counts-items" is in'),
        (
            'files = ["bill.py"]',
            'files = ["bill.py"]\npackages = ["boto3"]',
            '10: the image "base" has no Python package "boto3" for solutions; it offers none',
        ),
        (
            'files = ["bill.py"]',
            'files = ["bill.py"]\nservices = ["aws"]\npackages = ["boto4"]',
            '11: the image "aws" has no Python package "boto4" for solutions; it offers boto3, botocore',
        ),
        (
            'files = ["bill.py"]',
            'files = ["bill.py"]\npackages = ["boto 3"]',
            "10: `packages[1]` is 'boto 3', but must be a name as it is imported, like boto3",
        ),
        ("[[mutants]]", "[mutants]", "14: `mutants` must be a list, not a table"),
        ("[limits]", "limits = 5\n[x]", "11: `limits` must be a table, not a number (5)"),
        ("[limits]", "[limits", "11: is not TOML: "),
        ('title = "Add', 'title = """\n"""\ntitle = "Add', "4: is not TOML: Cannot overwrite a value"),
    ],
)
def test_a_problem_is_told_with_its_line(folder: Path, old: str, new: str, problem: str) -> None:
    change(folder, old, new)
    assert any(found.startswith(f"exercise.toml:{problem}") for found in problems_of(folder)), problems_of(folder)


def test_packages_are_for_solutions_that_the_driver_of_python_loads(folder: Path) -> None:
    change(folder, 'files = ["bill.py"]', 'files = ["bill.py"]\nservices = ["aws"]\npackages = ["boto3"]')
    exercise = load(folder)
    assert (exercise.packages_for("python"), exercise.packages_for("ruby")) == (("boto3",), ())
    change(folder, 'grader = "function"', 'grader = "test_suite"')
    (problem,) = problems_of(folder)
    assert problem == (
        'exercise.toml:11: `packages` is for solutions in "python" with one of the graders '
        '"function", "quality", "growth"'
    )


def test_what_the_folder_lacks_is_told_with_what_the_manifest_says_wrong(folder: Path) -> None:
    (folder / "prompt.md").unlink()
    (folder / "tests" / "test_bill.py").unlink()
    (folder / "solution" / "bill.py").unlink()
    (folder / "mutants" / "forgotten").mkdir()
    change(folder, 'skill = "algorithms"', 'skill = "databases"')
    with pytest.raises(ManifestInvalid) as raised:
        load(folder, skill="algorithms")
    assert [problem.rpartition("exercise.toml:")[2] for problem in raised.value.problems] == [
        "1: prompt.md is missing",
        "1: tests/ holds no test_*.py",
        '3: `skill` is "databases", but the folder is "algorithms"',
        "9: solution/bill.py is missing",
        "14: mutants/forgotten/ is not named in a [[mutants]] table",
    ]


def test_two_mutants_of_one_name_are_refused(folder: Path) -> None:
    file = folder / "exercise.toml"
    file.write_text(file.read_text() + '\n[[mutants]]\nname = "counts-items"\nfails = ["test_x"]\n')
    assert problems_of(folder) == ['exercise.toml:19: two mutants have the name "counts-items"']


def test_a_manifest_that_is_not_utf8_is_told_with_the_line(folder: Path) -> None:
    (folder / "exercise.toml").write_bytes(b'format_version = 1\ntitle = "Caf\xe9"\n')
    assert problems_of(folder) == ["exercise.toml:2: is not UTF-8 text; save it as UTF-8"]


def test_a_folder_without_a_manifest_is_told(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == ["exercise.toml:1: cannot be read: No such file or directory"]


def test_a_folder_name_that_is_no_id_is_told(folder: Path) -> None:
    renamed = folder.rename(folder.with_name("Add Up"))
    assert 'the folder "Add Up" must be lower-case' in problems_of(renamed)[0]


def test_several_languages_have_a_folder_each(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = KINDS["function"]
    suffixes = {**kind.suffixes, "git": (".sh",)}
    monkeypatch.setattr(consistency, "KINDS", {**KINDS, "function": Kind(suffixes=suffixes)})
    change(folder, 'languages = ["python"]', 'languages = ["python", "git"]')
    change(folder, 'files = ["bill.py"]', 'files = {python = ["bill.py"], git = ["bill.sh"]}')
    assert problems_of(folder) == [
        "exercise.toml:8: solution/git/ is missing",
        "exercise.toml:8: solution/python/ is missing",
        "exercise.toml:8: starter/git/ is missing",
        "exercise.toml:8: starter/python/ is missing",
        "exercise.toml:15: mutants/counts-items/git/ is missing or empty",
        "exercise.toml:15: mutants/counts-items/python/ is missing or empty",
    ]


@pytest.mark.parametrize("name", ["exercise.toml", "tests/test_bill.py", "solution/bill.py", "data/rows.csv"])
def test_the_version_changes_with_what_a_grade_depends_on(folder: Path, name: str) -> None:
    before = load(folder).version
    (folder / name).parent.mkdir(exist_ok=True)
    with (folder / name).open("a") as file:
        file.write("# more\n")
    assert load(folder).version != before


@pytest.mark.parametrize("name", ["prompt.md", "hints.md", "tests/__pycache__/test_bill.pyc"])
def test_the_version_stays_with_what_a_grade_does_not_depend_on(folder: Path, name: str) -> None:
    before = load(folder).version
    (folder / name).parent.mkdir(exist_ok=True)
    with (folder / name).open("a") as file:
        file.write("# more\n")
    assert load(folder).version == before


def test_the_version_is_the_same_for_the_same_content_elsewhere(folder: Path) -> None:
    version = load(folder).version
    assert load(folder.rename(folder.with_name("moved"))).version == version
    assert len(version) == 12


def built_in() -> list[Path]:
    return sorted((ROOT / "exercises").glob("*/*/exercise.toml"))


@pytest.mark.parametrize("file", built_in(), ids=lambda file: file.parent.name)
def test_every_built_in_manifest_is_right_and_fits_the_schema(file: Path) -> None:
    load(file.parent, skill=file.parents[1].name)
    jsonschema.validate(tomllib.loads(file.read_text()), manifest.schema())


def test_the_schema_is_a_schema_and_plain_json() -> None:
    schema = json.loads(json.dumps(manifest.schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["required"] == [
        "format_version",
        "title",
        "skill",
        "level",
        "minutes",
        "topics",
        "grader",
        "languages",
    ]
    assert schema["properties"]["level"]["enum"] == ["easy", "medium", "hard"]
    assert schema["properties"]["limits"]["properties"]["seconds"] == {"type": "number", "exclusiveMinimum": 0}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('level = "easy"', 'level = "esay"'),
        ("minutes = 5", "minutes = 0"),
        ("minutes = 5", 'minutes = "5"'),
        ('topics = ["loops"]', "topics = []"),
        ('topics = ["loops"]', 'tpics = ["loops"]'),
        ("seconds = 5", "secnds = 5"),
        ('files = ["bill.py"]', 'files = ["../bill.py"]'),
        ('languages = ["python"]', 'languages = ["python", "python"]'),
        ("format_version = 1", "format_version = 2"),
        ('title = "Add up a bill"', 'title = " "'),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(folder: Path, old: str, new: str) -> None:
    change(folder, old, new)
    assert problems_of(folder)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads((folder / "exercise.toml").read_text()), manifest.schema())


def test_lines_are_found_through_tables_lists_of_tables_and_long_strings() -> None:
    lines = key_lines(
        'a = 1\nb = """\nc = 2\n"""\n[t]  # table\n"d" = [\n  "e = 3",\n]\n[[m]]\nn = 1\n[[m]]\nx.y = 2\n'
    )
    assert lines[("a",)] == 1
    assert ("c",) not in lines
    assert lines[("t", "d")] == 6
    assert ("t", "e") not in lines
    assert lines[("m", 0, "n")] == 10
    assert lines[("m", 1, "x", "y")] == 12
    assert line_of(lines, ("m", 1, "missing")) == 11
    assert line_of(lines, ("nowhere",)) == 1
