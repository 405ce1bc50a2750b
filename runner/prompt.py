"""The task as a learner reads it: ``prompt.md``, rendered by Jinja2 in its sandbox.

A prompt may use ``exercise``, ``language`` and what its grader gives: ``{{ table("orders") }}`` is made from the
exercise's own data and ``{{ example("two_sum", [2, 7], 9) }}`` from its reference, so that neither can be wrong.
An unknown name is an error, never an empty string.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from runner.errors import CatalogProblem

if TYPE_CHECKING:
    from runner.manifest import Exercise


def render(exercise: Exercise, language: str) -> str:
    """The prompt in Markdown, ending in one newline.

    Raises:
        CatalogProblem: the template or what it asks for is wrong.
    """
    import jinja2
    import jinja2.sandbox

    file = exercise.prompt_file
    environment = jinja2.sandbox.SandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # Markdown for a terminal and a file, not HTML
    )
    try:
        template = environment.from_string(file.read_text(encoding="utf-8"))
        text = template.render(exercise=exercise, language=language, **_functions(exercise, language))
    except jinja2.TemplateSyntaxError as error:
        raise _problem(exercise, error, error.lineno) from error
    except Exception as error:  # a template is its author's program: whatever it raises is the author's to mend
        raise _problem(exercise, error, _template_line(error)) from error
    return text.strip() + "\n"


def _functions(exercise: Exercise, language: str) -> dict[str, Any]:
    module = exercise.kind.prompt
    if module is None:
        return {}
    make = importlib.import_module(module).prompt_functions
    functions: dict[str, Any] = make(exercise.path, language, exercise.files)
    return functions


def _template_line(error: Exception) -> int:
    """The template's line where rendering stopped: Jinja2 puts it into the traceback as ``<template>``."""
    line = 1
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _problem(exercise: Exercise, error: Exception, line: int) -> CatalogProblem:
    return CatalogProblem(
        f"the prompt of {exercise.id} cannot be made: {type(error).__name__}: {error}",
        where=f"{exercise.prompt_file}:{line}",
    )
