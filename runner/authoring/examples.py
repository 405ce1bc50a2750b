"""The worked examples of a prompt, run against the reference: what a learner reads is true.

Examples are written as they look in Python's prompt, in fenced blocks that begin with three backquotes and
``python``. The blocks of a prompt are one conversation: a name from the first is known in the second. The
reference's own names are there as if it had been loaded with ``python3 -i``.
"""

from __future__ import annotations

import doctest
import re
import sys
from typing import TYPE_CHECKING

from graders.called import CALLED
from runner.authoring.proof import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runner.manifest import Exercise

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGE = "python"


def example_problems(exercise: Exercise, language: str, task: str) -> Iterator[Problem]:
    """Run the examples in a prompt rendered for Python against the reference, in this process.

    In other languages an example comes from the same reference when the prompt is made (``example(...)``), so
    there it only has to be there. Call it in a forked child: the reference is imported and leaves its modules behind.
    """
    if exercise.grader not in CALLED:
        return
    if language != LANGUAGE:
        if f"```{language}\n" not in task:
            yield Problem(
                rule="the prompt has a worked example",
                found=f"it has no fenced {language} block",
                next_step="write one; with a reference in Python, let {{ example(...) }} make it",
            )
        return
    text = "\n".join(block[1] for block in _BLOCK.finditer(task))
    examples = doctest.DocTestParser().get_examples(text, exercise.prompt_file.name)
    if not examples and exercise.services and f"```{language}\n" in task:
        return  # an example that asks a server is true where a check marked as example says so
    if not examples:
        yield Problem(
            rule="the prompt has a worked example whose truth is checked",
            found="it has no fenced python block with a line that begins with >>>",
            next_step="write one as it looks in Python's prompt",
        )
        return
    names = _names_of_reference(exercise)
    said: list[str] = []
    test = doctest.DocTest(examples, names, exercise.id, str(exercise.prompt_file), 0, text)
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    if said:
        yield Problem(
            rule="the examples in the prompt are true",
            found="\n".join(line.strip() for line in "".join(said).splitlines() if line.strip(" *")),
            next_step="mend the example, or the reference if the example is what was meant",
        )


def _names_of_reference(exercise: Exercise) -> dict[str, object]:
    """The public names of the reference's files, together."""
    folder: Path = exercise.solution_dir(LANGUAGE)
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    names: dict[str, object] = {"__name__": "prompt"}
    for file in exercise.files[LANGUAGE]:
        module = __import__(file.removesuffix(".py").replace("/", "."), fromlist=["*"])
        names |= {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return names
