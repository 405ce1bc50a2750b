"""What follows from a Dockerfile, without building it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.graders.documents.conftest import HandIn

failed = pytest.raises(pytest.fail.Exception)
CONTEXT = ("app/main.py", "app/deep/x.py", "requirements.txt", ".env", "tests/test_a.py")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Dockerfile has no FROM."),
        ("FROM a\nINSTALL b\n", "Dockerfile:2: INSTALL is no instruction."),
        ("RUN x\nFROM a\n", "Dockerfile:1: RUN stands before the first FROM."),
        ("FROM a b c d\n", "Dockerfile:1: FROM a b c d is not FROM image"),
        ("FROM a\nRUN\n", "Dockerfile:2: RUN has nothing after it."),
    ],
)
def test_what_docker_cannot_read_is_told_with_its_line(hand_in: HandIn, text: str, said: str) -> None:
    with failed as told:
        _ = hand_in("dockerfile", {"Dockerfile": text}).stages
    assert said in str(told.value)


def test_lines_that_go_on_comments_flags_and_here_documents_are_read(hand_in: HandIn) -> None:
    text = (
        "# syntax=docker/dockerfile:1\nARG V=3\nfrom python:3.12 as one\nRUN a \\\n  # why\n  && b\n"
        'COPY --from=one --chown=1:1 x y\nRUN <<EOF\nFROM nothing\nEOF\nCMD ["a", "b c"]\n'
    )
    (stage,) = hand_in("dockerfile", {"Dockerfile": text}).stages
    assert (stage.base, stage.name, stage.line) == ("python:3.12", "one", 3)
    assert [(one.line, one.keyword) for one in stage.instructions] == [(4, "RUN"), (7, "COPY"), (8, "RUN"), (11, "CMD")]
    assert stage.instructions[0].text == "a && b"
    assert stage.instructions[1].flags == {"from": "one", "chown": "1:1"}
    assert stage.instructions[3].listed == ("a", "b c")


def test_a_build_does_again_what_comes_after_a_changed_file(hand_in: HandIn) -> None:
    text = (
        "FROM python:3.12 AS build\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
        'FROM python:3.12\nRUN useradd me\nCOPY --from=build /a /b\nCOPY app app\nCMD ["x"]\n'
    )
    document = hand_in("dockerfile", {"Dockerfile": text})
    again = [str(one) for one in document.done_again("app/main.py", CONTEXT)]
    assert again == ["COPY app app", 'CMD ["x"]']
    again = [str(one) for one in document.done_again("requirements.txt", CONTEXT)]
    assert again[:2] == ["COPY requirements.txt .", "RUN pip install -r requirements.txt"]
    assert "COPY /a /b" in again
    assert "RUN useradd me" not in again
    assert document.done_again(".env", CONTEXT) == ()


@pytest.mark.parametrize(
    ("ignore", "left"),
    [
        ("", set(CONTEXT)),
        (".env\ntests\n", {"app/main.py", "app/deep/x.py", "requirements.txt"}),
        ("*\n!app\n", {"app/main.py", "app/deep/x.py"}),
        ("**/*.py\n# no\n!app/main.py\n", {"app/main.py", "requirements.txt", ".env"}),
        ("/app/*/\n", {"requirements.txt", ".env", "tests/test_a.py"}),
        ("**/" * 60 + "nothing\n", set(CONTEXT)),
    ],
)
def test_what_is_ignored_does_not_reach_the_image(hand_in: HandIn, ignore: str, left: set[str]) -> None:
    document = hand_in("dockerfile", {"Dockerfile": "FROM a:1\nCOPY . .\n", ".dockerignore": ignore})
    assert document.in_image(CONTEXT) == left


def test_images_without_a_version_and_secrets_are_found_in_every_stage(hand_in: HandIn) -> None:
    text = (
        "FROM python AS one\nARG API_TOKEN=abc\nENV DB_PASSWORD rye\nARG NPM_TOKEN\n"
        "FROM host:5000/node:latest\nFROM one\nENV SECRET=$X PATH=/a\n"
    )
    document = hand_in("dockerfile", {"Dockerfile": text})
    assert [one.line for one in document.unpinned()] == [1, 5]
    assert [one.line for one in document.secrets()] == [2, 3]


@pytest.mark.parametrize(
    ("text", "user", "listed"),
    [
        ("FROM a:1\n", "root", None),
        ("FROM a:1\nUSER me:us\nCMD x\n", "me", None),
        ('FROM a:1\nUSER me\nUSER 0\nENTRYPOINT ["x"]\nCMD ["y"]\n', "root", ("x",)),
        ('FROM a:1 AS one\nUSER me\nCMD ["y"]\nFROM one\n', "me", ("y",)),
    ],
)
def test_who_runs_what_is_known(hand_in: HandIn, text: str, user: str, listed: tuple[str, ...] | None) -> None:
    document = hand_in("dockerfile", {"Dockerfile": text})
    assert document.user() == user
    start = document.start()
    assert (start.listed if start else None) == listed


def test_the_lines_of_a_here_document_are_part_of_its_run(hand_in: HandIn) -> None:
    text = (
        "FROM a\nRUN <<'EOF' bash\n# apt-get install nothing\napt-get update\n\tEOF\napt-get install -y gcc\nEOF\n"
        'RUN echo "1 <<EOF" $((1<<3)) && cat <<-ONE <<TWO >/x\n\tfirst\n\tONE\nsecond\nTWO\n'
        "COPY <<note.txt app/ /srv/\nhello\nnote.txt\nUSER me\n"
    )
    (stage,) = hand_in("dockerfile", {"Dockerfile": text}).stages
    first, second, copy, user = stage.instructions
    assert first.text == "<<'EOF' bash\napt-get update\nEOF\napt-get install -y gcc"
    assert second.text.splitlines()[1:] == ["first", "second"]
    assert copy.copies == ("app/",)
    assert (user.line, user.text) == (16, "me")


@pytest.mark.parametrize("text", ["FROM a\nRUN <<EOF\nx\n", "FROM a\nCOPY <<A <<B /x\nA\n"])
def test_a_here_document_without_an_end_is_told(hand_in: HandIn, text: str) -> None:
    with failed as told:
        _ = hand_in("dockerfile", {"Dockerfile": text}).stages
    assert "Dockerfile:2: <<" in str(told.value)
    assert "at its end" in str(told.value)


def test_what_is_mounted_counts_for_what_is_done_again_and_not_for_the_image(hand_in: HandIn) -> None:
    text = (
        "FROM p:1 AS build\nRUN --mount=type=cache,target=/root/.cache "
        "--mount=type=bind,source=requirements.txt,target=/r.txt pip wheel -r /r.txt -w /wheels\n"
        "FROM p:1\nRUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip install /wheels/*\n"
        "RUN --mount=type=secret,id=key use\nRUN --mount=target=/src make\n"
    )
    document = hand_in("dockerfile", {"Dockerfile": text})
    wheel, install, secret, make = (one for stage in document.stages for one in stage.instructions)
    assert document.done_again("requirements.txt", CONTEXT) == (wheel, install, secret, make)
    assert document.done_again("app/main.py", CONTEXT) == (make,)
    assert install.sources == ("build",)
    assert document.in_image(CONTEXT) == frozenset()


def test_an_image_that_files_come_from_has_a_version_too(hand_in: HandIn) -> None:
    text = "FROM a:1 AS one\nCOPY --from=one /a /b\nCOPY --from=0 /a /b\nCOPY --from=tools /a /b\n"
    told = [
        str(one) for one in hand_in("dockerfile", {"Dockerfile": f"{text}RUN --mount=from=b:latest x\n"}).unpinned()
    ]
    assert ["from=tools" in told[0], "from=b:latest" in told[1], len(told)] == [True, True, 2]
