"""What the runner must know of a grader before it is imported, for importing one is slow.

A grader is ``graders/<name>.py``; it has one row here. A language is a row of ``sandbox/languages.py``, or of its
grader alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.called import CALLED, languages
from graders.documents.formats import FORMATS
from sandbox.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A grader as the runner sees it.

    Attributes:
        suffixes: its languages, each with the endings of the files that a solution may be split into.
        whole_folder: everything in the folder is handed in (``.git`` too), not only the files that are named.
        prompt: the module whose ``prompt_functions(exercise_dir, language, files)`` gives names to ``prompt.md``.
        services: for a language of its own, the servers that speak it.
        scenario: the module whose ``make_starter`` and ``make_solution`` build what a plain copy cannot.
    """

    suffixes: Mapping[str, tuple[str, ...]]
    whole_folder: bool = False
    prompt: str | None = None
    scenario: str | None = None
    services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **{
            grader: Kind(
                suffixes={name: LANGUAGES[name].suffixes for name in languages(grader, tuple(LANGUAGES))},
                prompt="graders.function_prompt",
            )
            for grader in CALLED
        },
        "query": Kind(
            suffixes={"sqlite": (".sql",), "postgresql": (".sql",), "mysql": (".sql",), "cql": (".cql",)},
            prompt="graders.sql.prompt",
            services={"postgresql": ("postgresql",), "mysql": ("mysql",), "cql": ("cassandra",)},
        ),
        "repository": Kind(suffixes={"git": ()}, whole_folder=True, scenario="graders.git.scenario"),
        "service": Kind(
            suffixes={language.id: language.suffixes for language in LANGUAGES.values()}, prompt="graders.http.prompt"
        ),
        "document": Kind(suffixes=dict.fromkeys(FORMATS, ())),
    }
)

LANGUAGE_IDS: tuple[str, ...] = tuple(dict.fromkeys(language for kind in KINDS.values() for language in kind.suffixes))
