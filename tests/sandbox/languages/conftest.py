"""Every language on every backend that works here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandbox.languages import LANGUAGES
from tests.conftest import need
from tests.sandbox.languages.boxes import Box, Boxes, Where, refusal, solution
from tests.sandbox.languages.differences import DIFFERENCES

Open = Callable[..., Box]


@pytest.fixture(scope="package")
def boxes() -> Iterator[Boxes]:
    opened = Boxes()
    yield opened
    opened.close()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language; what is naturally otherwise in one is a strict expected failure."""
    reason = DIFFERENCES.get((request.param, request.node.originalname))
    if reason is not None:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    return str(request.param)


@pytest.fixture
def where(language: str, backend_name: str) -> Where:
    """A language on a backend that has it."""
    where = Where(language=language, backend=backend_name)
    need_language(where)
    return where


def need_language(where: Where) -> None:
    """Skip the test where a language is missing; fail it where ``KATA_REQUIRE`` names the language."""
    need(where.backend)
    why = refusal(where)
    if why and where.language in os.environ.get("KATA_REQUIRE", "").split(","):
        pytest.fail(f"KATA_REQUIRE names {where.language}, which can't be used: {why}", pytrace=False)
    if why:
        pytest.skip(f"{where.language} can't be used under {where.backend}: {why}")


@pytest.fixture
def box(where: Where, boxes: Boxes) -> Box:
    """The box with the conformance solution that the tests share."""
    return boxes.shared(where)


@pytest.fixture
def work(box: Box) -> Any:
    """The conformance solution."""
    return box.module()


@pytest.fixture
def work_by_call(where: Where, boxes: Boxes) -> Any:
    """The same, with the state of its objects read by calls."""
    return boxes.shared(where, by_call=True).module()


@pytest.fixture
def open_box(where: Where, boxes: Boxes) -> Iterator[Open]:
    """Opens a box of the test's own: with a solution of the suite by its stem, or with files."""

    def open_box(stem: str = "conformance", *, seconds: float = 30.0, **files: str) -> Box:
        return boxes.own(where, files or solution(where.language, stem), seconds=seconds)

    yield open_box
    boxes.close_own()
