"""The trusted side of a conversation, with a far side that breaks every rule."""

from __future__ import annotations

import contextlib
import enum
import json
import types
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import EndReason, Refused, SessionEnded
from sandbox.exceptions import RemoteBaseException
from sandbox.handles import Handles
from sandbox.leaves import Malformed
from sandbox.policy import TrustedSide
from sandbox.solution import Solution
from sandbox.values import from_trusted
from tests.sandbox.driver_process import PipeSource, is_a

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPLY = {"jsonrpc": "2.0", "id": "ID", "result": {"value": 1}}


class Liar:
    """A far side that answers with what a test gives it, one answer to each request.

    ``"ID"`` in an answer is replaced by the id of the request; bytes are sent as they are.
    """

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self._id = 0
        self.asked: list[Any] = []
        self.over: SessionEnded | None = None

    def connection(self) -> Liar:
        return self

    def ended(self) -> bool:
        return self.over is not None

    def send(self, payload: bytes) -> None:
        message = from_trusted(payload)
        self.asked.append(message)
        if "method" in message:
            self._id = message["id"]

    def receive(self) -> bytes:
        if not self._answers:
            self.fail("no more answers")
        answer = self._answers.pop(0)
        if isinstance(answer, bytes):
            return answer
        return json.dumps(answer).replace('"ID"', str(self._id)).encode()

    def fail(self, message: str) -> NoReturn:
        self.over = SessionEnded(EndReason.CRASHED, message)
        raise self.over


def result(value: Any, **more: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": "ID", "result": {"value": value, **more}}


def raised(value: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": "ID", "error": {"code": 1, "message": "", "data": {"value": value}}}


FUNCTION = result({"function": [7, "work", "f"]})


def call(*answers: Any, args: tuple[Any, ...] = (1,)) -> Any:
    """What a call of a function comes to whose far side answers like this."""
    far = Liar(FUNCTION, *answers)
    return Solution(far).import_module("work")(*args)  # type: ignore[operator]


class TestRepliesThatBreakTheRules:
    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"no json",
            b"[]",
            b"null",
            b'{"jsonrpc": "2.0"}',
            b"[" * 5000,
            {**REPLY, "id": 5},
            {**REPLY, "id": True},
            {**REPLY, "id": "5"},
            {**REPLY, "id": None},
            {**REPLY, "jsonrpc": "1.0"},
            {**REPLY, "more": 1},
            {**REPLY, "error": {"code": 1, "data": {}}},
            {**REPLY, "result": 5},
            {**REPLY, "result": {"value": 1, "verdict": "passed"}},
            {"jsonrpc": "2.0", "id": "ID", "error": "text"},
            {"jsonrpc": "2.0", "id": "ID", "error": {"code": 9, "message": "", "data": {}}},
            result(2**60),
            result({"unknown": 1}),
            result({"yours": 1}),
            result({"yours": True}),
            result({"global": ["os", "system"]}),
            result({"global": ["builtins", "eval"]}),
            result({"global": [1, 2]}),
            result({"record": ["os", "environ", []]}),
            result({"raised": ["builtins", "KeyboardInterrupt", {"tuple": []}, {"tuple": []}]}),
            result({"object": [0, 1, "m", "q"]}),
            result({"object": ["x", 1, "m", "q"]}),
            result({"object": [3]}),
            result({"function": [3, 5, "q"]}),
            result({"bound": [1, "__globals__"]}),
            result({"member": [{"global": ["builtins", "int"]}, "x", 1]}),
            result({"exception": [1, "NoSuchError", {"tuple": []}]}),
            result({"exception": [1, "KeyError", 5]}),
            result({"exception": [1, {"global": ["builtins", "int"]}, {"tuple": []}]}),
            result(1, changed=[[0, [5]]]),
            result(1, changed=5),
            result(1, released=[99]),
            result(1, released="all"),
            raised("a text"),
            raised({"global": ["builtins", "KeyError"]}),
            {"jsonrpc": "2.0", "id": "ID", "method": 5, "params": {}},
            {"jsonrpc": "2.0", "id": "x", "method": "call", "params": {}},
            {"jsonrpc": "2.0", "id": "ID", "method": "call", "params": []},
            {"jsonrpc": "2.0", "id": "ID", "method": "call", "params": {"on": 1}},
            {"jsonrpc": "2.0", "id": "ID", "method": "get", "params": {"name": 5}},
            {"jsonrpc": "2.0", "id": "ID", "method": "get", "params": {"unknown": 5}},
        ],
        ids=lambda answer: str(answer)[:60],
    )
    def test_end_the_session(self, answer: Any) -> None:
        with pytest.raises(SessionEnded) as ended:
            call(answer)
        assert ended.value.reason is EndReason.CRASHED

    @given(st.recursive(st.none() | st.integers() | st.text(max_size=4), lambda inner: st.lists(inner, max_size=6)))
    def test_end_the_session_or_are_values_whatever_a_handle_holds(self, content: Any) -> None:
        for tag in ("object", "class", "function", "module", "exception", "value", "member", "record", "raised"):
            with contextlib.suppress(SessionEnded):
                call(result({tag: content}))

    def test_change_only_the_containers_that_crossed(self) -> None:
        numbers = [1]
        assert call(result({"seen": 0}, changed=[[0, [2, 3]]]), args=(numbers,)) is numbers
        assert numbers == [2, 3]
        with pytest.raises(SessionEnded):
            call(result(None, changed=[[1, []]]), args=(numbers,))

    def test_leave_nothing_to_be_asked_after_them(self) -> None:
        far = Liar(FUNCTION, {**REPLY, "id": 5}, REPLY)
        function: Any = Solution(far).import_module("work")
        for _ in range(2):
            with pytest.raises(SessionEnded):
                function()

    def test_use_ids_that_cannot_be_foreseen(self) -> None:
        far = Liar(FUNCTION, *[REPLY] * 50)
        function: Any = Solution(far).import_module("work")
        for _ in range(50):
            function()
        ids = [message["id"] for message in far.asked]
        assert len(set(ids)) == 51
        assert max(ids) > 2**45


DESCRIPTION: dict[str, Any] = {
    "name": "C",
    "qualname": "C",
    "module": "work",
    "special": [],
    "hashable": True,
    "like": None,
    "value": None,
    "bases": [],
    "methods": [],
}


def as_dict(description: dict[str, Any]) -> dict[str, Any]:
    def node(value: Any) -> Any:
        if isinstance(value, dict) and not (len(value) == 1 and next(iter(value)) in {"global", "tuple"}):
            return as_dict(value)
        return [node(item) for item in value] if isinstance(value, list) else value

    return {"dict": [part for key, value in description.items() for part in (key, node(value))]}


INT = {"global": ["builtins", "int"]}


class TestDescriptionsThatBreakTheRules:
    @pytest.mark.parametrize(
        "odd",
        [
            {"name": 5},
            {"name": "x" * 1000},
            {"qualname": None},
            {"module": "a\0b"},
            {"special": ["__getattribute__"]},
            {"special": ["__init_subclass__"]},
            {"special": 5},
            {"methods": [5]},
            {"bases": [5]},
            {"bases": 5},
            {"like": "type"},
            {"like": ["list"]},
            {"value": {"global": ["builtins", "type"]}},
            {"value": 5},
            {"value": INT, "names": ["__class__"]},
            {"fields": [["x"]]},
            {"fields": [["__class__", True, True, True]]},
            {"abstract": ["Callable"]},
            {"kind": "Enum", "members": 5},
            {"kind": "Enum", "members": [["mro", 1]]},
            {"kind": "Enum", "members": [["A", []]]},
            {"kind": "Enum", "members": [["__class__", 1]]},
            {"kind": "Enum", "members": [["A", 1]], "statics": ["__new__"]},
        ],
        ids=str,
    )
    def test_end_the_session(self, odd: dict[str, Any]) -> None:
        with pytest.raises(SessionEnded):
            call(result({"object": [3, 4, "work", "C"]}), result(as_dict({**DESCRIPTION, **odd})))

    def test_cannot_make_an_enumerations_members_equal_to_everything(self) -> None:
        description = {
            **DESCRIPTION,
            "kind": "Enum",
            "members": [["A", 1]],
            "methods": ["__eq__", "__class__", "name", "value", "_value_"],
            "special": ["__eq__", "__ne__", "__bool__"],
        }
        member = call(result({"member": [{"class": [4, "work", "C"]}, "A", 1]}), result(as_dict(description)))
        assert is_a(member, enum.Enum)
        assert (member == 2, member.name, member.value) == (False, "A", 1)

    def test_cannot_make_a_number_equal_to_another(self) -> None:
        description = {**DESCRIPTION, "value": INT, "special": ["__eq__", "__lt__", "__hash__", "__bool__", "__str__"]}
        number = call(result({"value": [3, 4, "work", "C", 5]}), result(as_dict(description)))
        assert isinstance(number, int)
        assert (number == 6, number < 4, number == 5, bool(number)) == (False, False, True, True)

    def test_cannot_make_an_object_equal_to_a_plain_value(self) -> None:
        far = Liar(
            FUNCTION,
            result({"object": [3, 4, "work", "C"]}),
            result(as_dict({**DESCRIPTION, "special": ["__eq__"]})),
            result(None),
            result(None),
        )
        made = Solution(far).import_module("work")()  # type: ignore[operator]
        assert not made == 5  # noqa: SIM201 - it is this operator that is tried
        assert not made == "text"  # noqa: SIM201 - as above
        assert (made == [1], {1} == made, made in [1, 2]) == (False, False, False)
        assert all(message.get("params", {}).get("name") != "__eq__" for message in far.asked)

    @pytest.mark.parametrize(
        ("special", "answer"),
        [("__len__", "5"), ("__len__", True), ("__str__", 5), ("__contains__", 1), ("__bool__", 1), ("__hash__", "x")],
    )
    def test_cannot_make_python_take_another_kind_of_answer(self, special: str, answer: Any) -> None:
        far = Liar(
            FUNCTION,
            result({"object": [3, 4, "work", "C"]}),
            result(as_dict({**DESCRIPTION, "special": [special]})),
            result(answer),
        )
        solution = Solution(far)
        made = solution.import_module("work")()  # type: ignore[operator]
        solution._trust.note("C", type(made))  # as if a test had taken it by its name
        with pytest.raises(TypeError, match="returned"):
            getattr(type(made), special)(made, *([1] if special == "__contains__" else []))

    def test_let_no_exception_stop_the_run(self) -> None:
        node = {"exception": [1, "KeyboardInterrupt", {"tuple": []}, {"tuple": []}, None, None, None, False, []]}
        with pytest.raises(RemoteBaseException):
            call(raised(node))

    def test_let_no_exception_class_below_base_exception_stop_the_run(self) -> None:
        base = {"global": ["builtins", "KeyboardInterrupt"]}
        node = [1, {"class": [4, "work", "C"]}, {"tuple": []}, {"tuple": []}, None, None, None, False, []]
        with pytest.raises(RemoteBaseException):
            call(raised({"exception": node}), result(as_dict({**DESCRIPTION, "bases": [base]})))

    def test_calls_back_that_never_end_are_cut_off(self) -> None:
        def request(number: int) -> dict[str, Any]:
            return {"jsonrpc": "2.0", "id": number, "method": "call", "params": {"on": 1}}

        far = Liar(FUNCTION, *[request(number) for number in range(500)])
        function: Any = Solution(far).import_module("work")
        with pytest.raises(SessionEnded, match="no more answers"):
            function(lambda: function(1))
        refused = [message for message in far.asked if "error" in message]
        assert refused
        assert refused[0]["error"]["message"] == "RecursionError"


class Secret:
    """What a test might hand to a solution."""

    limit = 3
    _expected = 42

    def __init__(self) -> None:
        self.shown = 1
        self._hidden = 2

    def method(self) -> int:
        return self._hidden

    def __len__(self) -> int:
        return 4


@pytest.fixture
def reach(tmp_path: Path) -> Iterator[Any]:
    """A function that runs an expression over an object of the test's, inside."""
    text = """
def reach(x, expression):
    return eval(expression, {"x": x, "caught": caught})
def caught(function):
    try:
        function()
    except AssertionError as error:
        return [repr(error), str(error), error.args, vars(error)]
"""
    source = PipeSource(tmp_path, {"work.py": text})
    module: Any = Solution(source).import_module("work")
    yield module.reach
    source.close()


def generator() -> Iterator[int]:
    secret = 5
    yield secret


class TestWhatASolutionMayDo:
    @pytest.mark.parametrize(
        ("make", "expression", "expected"),
        [
            (Secret, "x.shown + x.limit + len(x)", 8),
            (Secret, "x.method()", 2),
            (Secret, "setattr(x, 'shown', 9) or x.shown", 9),
            (lambda: Secret, "x().shown", 1),
            (lambda: Secret, "x.limit", 3),
            (lambda: len, "x([1, 2])", 2),
            (generator, "next(x)", 5),
            (lambda: Secret().method, "x.__name__", "method"),
        ],
    )
    def test_is_what_a_test_handed_over(self, reach: Any, make: Any, expression: str, expected: Any) -> None:
        assert reach(make(), expression) == expected

    @pytest.mark.parametrize(
        ("make", "expression"),
        [
            (Secret, "x._hidden"),
            (Secret, "setattr(x, '_hidden', 1)"),
            (Secret, "setattr(x, '__class__', int)"),
            (Secret, "type(x)._expected"),
            (Secret, "setattr(type(x), 'limit', 1)"),
            (lambda: Secret, "x._expected"),
            (lambda: Secret, "x.mro()"),
            (lambda: Secret, "setattr(x, 'limit', 1)"),
            (lambda: generator, "x.__globals__"),
            (lambda: generator, "x.__code__"),
            (lambda: generator, "x.__closure__"),
            (lambda: generator, "setattr(x, '__code__', x)"),
            (lambda: generator, "x().gi_frame"),
            (generator, "x.gi_frame"),
            (generator, "x.gi_code"),
            (lambda: Secret().method, "x.__self__"),
            (lambda: Secret().method, "x.__func__"),
            (lambda: types.SimpleNamespace(error=ValueError("x")), "x.error.__traceback__.tb_frame"),
        ],
    )
    def test_is_nothing_else(self, reach: Any, make: Any, expression: str) -> None:
        with pytest.raises((AttributeError, TypeError)):
            reach(make(), expression)
        assert (Secret.limit, Secret._expected) == (3, 42)

    @pytest.mark.parametrize(
        "value", [types, types.SimpleNamespace(module=contextlib, frame=None)], ids=["it", "in it"]
    )
    def test_is_never_a_module_of_the_tests(self, value: Any, reach: Any) -> None:
        value = value if isinstance(value, types.SimpleNamespace) else types.ModuleType("hidden")
        expression = "x" if isinstance(value, types.ModuleType) else "x.module.__dict__['sys'].modules['pytest'].main"
        with pytest.raises((TypeError, KeyError, AttributeError)):
            reach(value, expression)

    def test_is_not_to_read_what_an_assertion_in_a_call_back_expected(self, reach: Any) -> None:
        def check(value: int) -> None:
            raise AssertionError(f"{value} is not the secret 42")

        with pytest.raises(AssertionError, match="secret"):
            reach(check, "x(1)")
        assert "42" not in str(reach(check, "caught(lambda: x(1))"))

    @pytest.mark.parametrize(
        ("value", "name"),
        [
            *((Secret(), name) for name in ("__init__", "__dict__", "__class__", "__reduce_ex__", "_hidden")),
            *((Secret, name) for name in ("__init__", "__dict__", "__subclasses__", "__mro__", "__bases__", "mro")),
            *((generator, name) for name in ("__globals__", "__code__", "__closure__", "__builtins__")),
            *((generator(), name) for name in ("gi_frame", "gi_code", "gi_yieldfrom")),
            *((Secret().method, name) for name in ("__self__", "__func__")),
            *((len, name) for name in ("__self__", "__class__")),
        ],
    )
    @pytest.mark.parametrize("method", ["get", "invoke", "set", "delete"])
    def test_is_not_to_reach_what_an_object_is_made_of(self, method: str, value: Any, name: str) -> None:
        with pytest.raises(Refused):
            TrustedSide().perform(method, value, name, [1], {})

    @pytest.mark.parametrize("method", ["import", "find", "share", "eval", "perform", "__init__", ""])
    def test_is_no_operation_but_those_of_the_list(self, method: str) -> None:
        with pytest.raises(Refused):
            TrustedSide().perform(method, Secret(), "x", [], {})

    @pytest.mark.parametrize(
        "name", ["__init__", "__getattribute__", "__setattr__", "__reduce_ex__", "__class__", "method"]
    )
    def test_is_no_special_method_but_those_of_the_list(self, name: str) -> None:
        with pytest.raises(Refused):
            TrustedSide().perform("special", Secret(), name, [], {})


class TestHandles:
    def test_number_an_object_once_and_forget_it_when_it_is_released(self) -> None:
        handles = Handles()
        thing = Secret()
        number = handles.export(thing)
        assert handles.export(thing) == number
        assert handles.export(thing.method) == handles.export(thing.method)
        handles.release([number])
        with pytest.raises(Malformed):
            handles.exported(number)
        with pytest.raises(Malformed):
            handles.release([number])
