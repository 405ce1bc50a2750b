"""What goes wrong, in every language: exceptions, what cannot be loaded, a process that ends, time that runs out."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.errors import EndReason, SessionEnded
from tests.sandbox.languages.boxes import Box
from tests.sandbox.languages.conftest import Open
from tests.sandbox.languages.differences import NATURAL_FAILURES, SYNTAX_ERRORS

KINDS = ("value", "type", "key", "index", "zero", "state", "end", "attribute", "plain")


def frames_of(error: BaseException) -> Any:
    """Where in the learner's files an exception comes from: file, line, function, outermost first."""
    return vars(error)["learner_traceback"]


class TestExceptions:
    def test_of_the_language_are_of_a_builtin_kind_with_their_own_name(self, work: Any, language: str) -> None:
        for kind in KINDS:
            if kind not in NATURAL_FAILURES[language]:
                assert work.fail_with(kind) is None
                continue
            builtin, name, text = NATURAL_FAILURES[language][kind]
            with pytest.raises(builtin) as caught:
                work.fail_with(kind)
            assert type(caught.value).__name__ == name
            assert text in str(caught.value)
            if kind == "plain":
                assert not isinstance(caught.value, (ValueError, TypeError, LookupError, ArithmeticError, RuntimeError))

    def test_of_the_solutions_own_classes_are_caught_by_them(self, work: Any) -> None:
        account = work.Account("ann", 5)
        with pytest.raises(work.InsufficientFunds, match=r"^4 missing$") as caught:
            account.withdraw(9)
        assert type(caught.value) is work.InsufficientFunds
        assert caught.value.missing == 4
        assert issubclass(work.InsufficientFunds, Exception)
        assert account.balance() == 5

    def test_name_the_place_in_the_learners_files_and_no_other(self, work: Any, box: Box) -> None:
        with pytest.raises(ValueError, match=r"^not 5$") as caught:
            work.fail_deep_inside(5)
        frames = frames_of(caught.value)
        assert frames[-1][:2] == box.line_of("here it fails")
        assert [file for file, _, _ in frames] == [frames[-1][0]] * 2
        assert "inner" in frames[-1][2]
        assert "deep" in frames[0][2].lower()

    def test_name_the_place_in_a_constructor_or_method(self, work: Any) -> None:
        account = work.Account("ann", 5)
        with pytest.raises(work.InsufficientFunds) as caught:
            account.withdraw(9)
        assert "withdraw" in frames_of(caught.value)[-1][2]

    def test_say_what_they_were_caused_by(self, work: Any) -> None:
        with pytest.raises(Exception, match="the result") as caught:
            work.fail_with_cause()
        cause = caught.value.__cause__
        assert isinstance(cause, ValueError)
        assert str(cause) == "the reason"

    def test_of_endless_recursion_are_told(self, work: Any) -> None:
        with pytest.raises(RecursionError):
            work.recurse(0)
        assert work.echo(1) == 1


class TestWhatCannotBeLoaded:
    def test_for_its_syntax_is_told_by_file_line_and_the_languages_words(self, open_box: Open, language: str) -> None:
        box = open_box("syntax_error")
        line, words = SYNTAX_ERRORS[language]
        file = next(iter(box.files))
        with pytest.raises(SyntaxError) as caught:
            box.module()
        error = caught.value
        assert (error.filename, error.lineno) == (file, line)
        assert words in (error.msg or "")
        assert (error.text or "").strip() == box.files[file].splitlines()[line - 1].strip()
        assert error.offset is None or (error.text or "")[error.offset - 1 :]
        assert frames_of(error) == ()

    def test_for_what_it_does_first_is_told_with_the_place(self, open_box: Open) -> None:
        box = open_box("failing_import")
        with pytest.raises(ValueError, match="no limit is set") as caught:
            box.module()
        frames = frames_of(caught.value)
        assert frames[-1][:2] == box.line_of("no limit is set")
        assert {file for file, _, _ in frames} == set(box.files)

    def test_for_a_file_that_is_missing_is_told_by_its_name(self, open_box: Open) -> None:
        box = open_box("missing_sibling")
        with pytest.raises(Exception, match=r"(?i)not.?there") as caught:
            box.module()
        assert "lib" not in str(caught.value)
        assert "driver" not in str(caught.value).lower()
        assert not box.ended()


class TestOutput:
    def test_belongs_to_the_call_that_printed_it(self, work: Any, box: Box) -> None:
        box.output()
        work.say("first")
        assert box.output() == "first\n"
        work.say("second é \U0001f600")
        assert box.output() == "second é \U0001f600\n"
        work.say_to_stderr("third")
        assert box.output() == "third\n"
        work.echo(1)
        assert box.output() == ""

    def test_of_many_lines_is_out_before_the_answer(self, work: Any, box: Box) -> None:
        box.output()
        work.apply_to_all(work.say, ["x" * 10_000] * 90)
        work.say("the last line")
        box.output()
        work.echo(1)
        assert box.output() == ""

    def test_of_loading_is_kept(self, open_box: Open) -> None:
        box = open_box("talkative")
        assert box.module().answer() == 42
        assert box.output() == "loaded\n"

    def test_without_end_ends_the_session(self, open_box: Open) -> None:
        box = open_box()

        def flood() -> None:
            work = box.module()
            work.apply_to_all(work.say, ["x" * 100_000] * 20)
            box.session.settle()  # the answer may have been here first

        with pytest.raises(SessionEnded) as ended:
            flood()
        assert ended.value.reason is EndReason.OUTPUT_LIMIT


class TestTheProcess:
    @pytest.mark.parametrize("status", [0, 3])
    def test_that_ends_itself_has_crashed(self, open_box: Open, status: int) -> None:
        work = open_box().module()
        with pytest.raises(SessionEnded, match=f"with exit status {status}") as ended:
            work.leave(status)
        assert ended.value.reason is EndReason.CRASHED

    def test_that_never_answers_is_out_of_time(self, open_box: Open) -> None:
        box = open_box()
        work = box.module()
        box.allow(1)
        with pytest.raises(SessionEnded) as ended:
            work.spin()
        assert ended.value.reason is EndReason.TIME_LIMIT
        assert box.module().echo(1) == 1
