"""``kata new``: a complete exercise to begin from, which already passes ``kata verify``.

The templates are the files of ``runner/templates/new/<grader>/``, rendered by Jinja2 and named without their
``.j2``. Each grader has a tiny exercise that works, with a comment at every place where an author puts the real one.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runner import manifest
from runner.errors import UsageProblem, close_match

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(__file__).parent.parent / "templates" / "new"
_SUFFIX = ".j2"
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SKILL = re.compile(r"[a-z][a-z0-9_]*")
_SKILLS = {
    "function": "algorithms",
    "query": "databases",
    "repository": "version_control",
    "document": "servers",
    "service": "apis",
    "quality": "clean_code",
    "growth": "problem_solving",
    "test_suite": "clean_code",
}
"""The skill that most exercises of a grader are in, taken where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExercise:
    """What was made.

    Attributes:
        folder: the exercise's folder.
        files: its files, relative to the folder, in the order in which an author fills them.
        next_steps: what to do, a line each.
    """

    folder: Path
    files: tuple[Path, ...]
    next_steps: tuple[str, ...]


def graders() -> tuple[str, ...]:
    """The graders that an exercise can be begun for."""
    return tuple(sorted(folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()))


def new(exercise_id: str, *, grader: str, skill: str | None = None, pack: Path) -> NewExercise:
    """Write an exercise's folder into a pack.

    Args:
        exercise_id: its id, which becomes the folder's name.
        grader: one of ``graders()``.
        skill: the skill it trains, and the folder of the pack it goes into; without one it goes into the pack itself.
        pack: a folder of exercises; it is made where it does not exist.

    Raises:
        UsageProblem: a name is not allowed, or the folder exists.
        ManifestInvalid: a template of ours is broken.
    """
    _check_names(exercise_id, grader, skill)
    folder = pack / (skill or "") / exercise_id
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise UsageProblem(
            "there is something of that name already, and nothing is overwritten",
            where=str(folder),
            next_step="choose another id, or another pack with --dir",
        ) from error
    try:
        files = tuple(_write_all(grader, folder, exercise_id, skill or _SKILLS[grader]))
        manifest.load(folder, skill=skill)
    except BaseException:  # Ctrl-C too: half an exercise is no beginning
        shutil.rmtree(folder)
        raise
    return NewExercise(folder=folder, files=files, next_steps=_next_steps(exercise_id, folder, pack))


def _check_names(exercise_id: str, grader: str, skill: str | None) -> None:
    if not _ID.fullmatch(exercise_id):
        raise UsageProblem(
            f'the id "{exercise_id}" is not allowed',
            next_step="use lower-case letters, digits, - and _, like algo-15",
        )
    if skill is not None and not _SKILL.fullmatch(skill):
        raise UsageProblem(
            f'the skill "{skill}" is not allowed', next_step="use lower-case letters, digits and _, like clean_code"
        )
    if grader not in graders():
        meant = close_match(grader, graders())
        raise UsageProblem(
            f'no grader "{grader}"' + (f'; did you mean "{meant}"?' if meant else ""),
            next_step=f"there are {', '.join(graders())}",
        )


def _write_all(grader: str, folder: Path, exercise_id: str, skill: str) -> Iterator[Path]:
    """Render every template of the grader into the folder."""
    import jinja2

    source = TEMPLATES / grader
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(source),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        autoescape=False,  # noqa: S701  # TOML, Markdown and code, not HTML
        # A prompt is a template of its own, so ours are marked in another way.
        variable_start_string="<?",
        variable_end_string="?>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    for template in sorted(source.rglob(f"*{_SUFFIX}")):
        relative = template.relative_to(source).with_suffix("")
        name = template.relative_to(source).as_posix()
        text = environment.get_template(name).render(id=exercise_id, skill=skill)
        target = folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        yield relative


def _next_steps(exercise_id: str, folder: Path, pack: Path) -> tuple[str, ...]:
    from runner.catalog import builtin_folder

    option = "" if pack.resolve() == builtin_folder() else f" --exercises {pack}"
    return (
        f"write the task in {folder / 'prompt.md'} and the tests in {folder / 'tests'}",
        "then solution/, starter/, three mutants and hints.md; each file says what belongs there",
        f"prove it: kata verify {exercise_id}{option}",
        f"try it as a learner: kata start {exercise_id}{option}",
    )
