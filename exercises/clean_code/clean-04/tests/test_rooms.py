"""Hidden tests: the module is documented, and its examples are true."""

import ast
import doctest
import re

import pytest

# `time:`, `time (str):`, `time : str`, `opens, closes:`, `- time:`, `:param time:`, `:param str time:`, `@param time:`
HEAD = r"^\s*(?:[-*]\s+|[:@]param\s+(?:[^:\n]+\s)?)?(\**\w+\**(?:,\s*\**\w+\**)*)\s*(?:\([^)\n]*\)\s*)?:"
FUNCTIONS = ("minutes", "clock", "common", "gaps")
ERRORS = {"is no time": "a text that is no time", "is not on a day": "a time that is not on a day"}


@pytest.fixture
def module(session, quality):
    """The module that was handed in, parsed, if its code is what it was."""
    quality.same_code_as("starter")
    return ast.parse(bytes(session.run(["cat", "rooms.py"]).stdout))


def documents(module):
    """The docstring and the parameters of each function."""
    found = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    for name in FUNCTIONS:
        node = found[name]
        yield name, ast.get_docstring(node) or "", [argument.arg for argument in node.args.args]


def named(text):
    """What a docstring names as a parameter: words in backquotes, and those before a colon that begin a line."""
    prose = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith((">>>", "...")))
    pieces = [*re.findall(r"`+([^`]+)`+", prose), *re.findall(HEAD, prose, re.MULTILINE)]
    return {word for piece in pieces for word in re.findall(r"\w+", piece)}


def say(rule, *found):
    """End the check."""
    pytest.fail("\n".join((f"Rule: {rule}.", *found)), pytrace=False)


def examples(text):
    """The examples of a docstring; those that can't be read are for another check."""
    try:
        return doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []


@pytest.mark.example
def test_the_module_says_what_it_is_for(module):
    """The module has a docstring, and its code is what it was"""
    if len((ast.get_docstring(module) or "").split()) < 3:
        say("the module has a docstring of three words or more", "rooms.py has none, or one of fewer words.")


def test_everything_says_what_it_is_for(module, quality):
    """The module and its functions have docstrings"""
    assert module
    quality.documented(words=3)


def test_first_lines(module, quality):
    """The first line of each docstring is a whole sentence"""
    assert module
    quality.documented(words=3)
    quality.follows("D205", "D400", "D403", rule="the first line of a docstring is a whole sentence.")


def test_parameters_are_named(module):
    """The docstring of each function names its parameters"""
    for name, text, parameters in documents(module):
        missing = [parameter for parameter in parameters if parameter not in named(text)]
        if missing:
            say(
                "the docstring of a function names each parameter, in backquotes or with a colon at the head of a line",
                f"{name} does not name: {', '.join(missing)}",
            )


@pytest.mark.points(2)
def test_every_function_has_an_example(module, quality):
    """Each function has an example that calls it"""
    assert module
    quality.has_examples()


def test_two_examples_each(module):
    """Each function has two examples or more"""
    for name, text, _ in documents(module):
        calls = {example.source for example in examples(text) if f"{name}(" in example.source}
        if len(calls) < 2:
            say("each function has two examples or more that call it", f"{name} has {len(calls)}, each counted once.")


@pytest.mark.points(3)
@pytest.mark.hint("Type the example into Python, and copy what it shows.")
def test_examples_come_out(module, quality):
    """All examples come out as they say, and there are eight or more"""
    assert module
    quality.doctests(at_least=8)


@pytest.mark.points(2)
@pytest.mark.hint("An example of an exception says `Traceback (most recent call last):` and then `ValueError: ...`.")
def test_both_errors_are_shown(module, quality):
    """The examples of minutes show both errors, and come out"""
    text = {name: text for name, text, _ in documents(module)}["minutes"]
    raised = [example.exc_msg for example in examples(text) if example.exc_msg]
    for words, what in ERRORS.items():
        if not any(message.startswith("ValueError: ") and words in message for message in raised):
            say("minutes has an example of each of the two errors", f"There is none for {what}.")
    quality.doctests(at_least=2)
