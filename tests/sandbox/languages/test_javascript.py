"""What is JavaScript's own: modules of both kinds, its objects and numbers, promises, the event loop."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from textwrap import dedent
from typing import Any

import pytest

from sandbox.errors import EndReason, MissingName, SessionEnded
from tests.sandbox.driver_process import is_a
from tests.sandbox.languages.boxes import Box, Boxes, Where
from tests.sandbox.languages.conftest import need_language
from tests.sandbox.languages.test_failures import frames_of

Start = Callable[..., Box]
Load = Callable[..., Any]


@pytest.fixture(params=["docker", "process"])
def start(request: pytest.FixtureRequest, boxes: Boxes) -> Iterator[Start]:
    """Opens a box with a solution of one text, and other files by keyword: the image's Node.js and this machine's."""
    where = Where(language="javascript", backend=request.param)
    need_language(where)

    def start(text: str, *, name: str = "work.js", **others: str) -> Box:
        files = {file.replace("_", "."): dedent(content) for file, content in others.items()}
        return boxes.own(where, {name: dedent(text), **files})

    yield start
    boxes.close_own()


@pytest.fixture
def load(start: Start) -> Load:
    """The module of such a solution."""
    return lambda text, **options: start(text, **options).module()


class TestModules:
    def test_of_commonjs_export_properties(self, load: Load) -> None:
        work = load(
            """
            const { sep } = require('path');
            const { helper } = require('./other');
            exports.joined = (one, two) => one + sep + two;
            exports.helped = () => helper(1);
            exports.isMain = () => require.main === module;
            exports.own = function () { return this.joined('a', 'b'); };
        """,
            other_js="module.exports = { helper: (x) => x + 1 };",
        )
        assert work.joined("a", "b") == "a/b"
        assert work.helped() == 2
        assert work.is_main() is False
        assert work.own() == "a/b"

    def test_of_commonjs_may_be_a_function_or_a_class(self, load: Load) -> None:
        assert load("module.exports = function twoSum(a, b) { return a + b; };").two_sum(1, 2) == 3
        queue = load("module.exports = class JobQueue { constructor(x) { this.x = x; } };").JobQueue(5)
        assert queue.x == 5
        both = load("function sum(a, b) { return a + b; }\nsum.twice = (x) => 2 * x;\nmodule.exports = sum;")
        assert (both.sum(1, 2), both.twice(4)) == (3, 8)

    def test_of_es_modules_export_names_and_defaults(self, load: Load) -> None:
        work = load("""
            import { readFileSync } from 'node:fs';
            export default function twoSum(a, b) { return a + b; }
            export const LIMIT = 7;
            let changing = () => 'old';
            export { changing };
            export const change = () => { changing = () => 'new'; };
            export const reads = () => typeof readFileSync;
        """)
        assert (work.two_sum(1, 2), work.LIMIT, work.reads()) == (3, 7, "function")
        assert work.changing() == "old"
        work.change()
        assert work.changing() == "new"
        inside = load("const twoSum = (a, b) => a + b;\nexport default { twoSum };")
        assert inside.two_sum(1, 2) == 3

    def test_of_es_modules_may_await_at_the_top(self, load: Load) -> None:
        work = load("const five = await Promise.resolve(5);\nexport { five };")
        assert work.five == 5

    def test_say_what_they_export_when_a_name_is_missing(self, load: Load) -> None:
        for text in (
            "module.exports = { toSum: 1, other: 2 };",
            "export const toSum = 1; export default function other() {}",
        ):
            with pytest.raises(MissingName, match=r"no attribute two_sum; it defines: toSum, other$"):
                _ = load(text).two_sum
        with pytest.raises(MissingName, match=r"it defines: $"):
            _ = load("function twoSum() {}").two_sum
        with pytest.raises(MissingName):
            _ = load("module.exports = { a: 1 };").has_own_property

    def test_of_both_kinds_may_be_told_apart_by_their_endings(self, load: Load) -> None:
        work = load(
            "import { one } from './one.cjs';\nimport two from './two.mjs';\nexport const sum = () => one + two;",
            name="work.mjs",
            one_cjs="exports.one = 1;",
            two_mjs="export default 2;",
        )
        assert work.sum() == 3

    def test_obey_a_package_json_that_was_handed_in(self, load: Load) -> None:
        files = {"package_json": '{"type": "module"}'}
        with pytest.raises(Exception, match="exports is not defined in ES module scope"):
            load("exports.x = 1;", **files)

    def test_of_both_kinds_get_along_where_nodejs_can_do_that(self, start: Start) -> None:
        box = start("import { one } from './other.js';\nexport const two = () => one + 1;", other_js="exports.one = 1;")
        modern = box.session.run(["node", "-p", "process.features.require_module === true"]).stdout == b"true\n"
        if not modern:
            with pytest.raises(Exception, match=r"exports is not defined|export named 'one'"):
                box.module()
            return
        assert box.module().two() == 2
        assert box.output() == ""

    def test_tell_a_mistake_in_a_commonjs_file_too(self, start: Start) -> None:
        box = start("const other = require('./other');", other_js="const fine = 1;\nconst = 2;\n")
        with pytest.raises(SyntaxError) as caught:
            box.module()
        assert (caught.value.filename, caught.value.lineno, caught.value.offset) == ("other.js", 2, 7)
        assert caught.value.text == "const = 2;"
        box = start("import { nothing } from './other.js';", other_js="export const fine = 1;\n")
        with pytest.raises(SyntaxError, match="does not provide an export named 'nothing'") as caught:
            box.module()
        assert (caught.value.filename, caught.value.lineno) == ("work.js", 1)

    def test_may_parse_what_is_no_json(self, load: Load) -> None:
        with pytest.raises(ValueError, match="JSON") as caught:
            load("exports.x = JSON.parse('{');")
        assert type(caught.value).__name__ == "SyntaxError"
        assert frames_of(caught.value)[-1][:2] == ("work.js", 1)

    def test_can_be_changed_by_a_test_where_the_language_lets_it(self, load: Load) -> None:
        work = load("exports.rate = 2; exports.doubled = (x) => exports.rate * x;")
        work.rate = 5
        assert work.doubled(2) == 10
        with pytest.raises(TypeError):
            load("export const rate = 2;").rate = 5


class TestObjects:
    def test_made_by_a_function_have_methods(self, load: Load) -> None:
        work = load("""
            exports.createCounter = () => {
              let count = 0;
              return { increaseBy(step) { count += step; return this; }, get count() { return count; }, name: 'c' };
            };
        """)
        counter = work.create_counter()
        assert counter.increase_by(2) is counter
        assert (counter.count, counter.name) == (2, "c")
        assert work.create_counter().count == 0

    def test_have_getters_setters_fields_and_statics(self, load: Load) -> None:
        work = load("""
            exports.Box = class Box {
              static made = 0;
              static #secret = 1;
              #width;
              constructor(width) { this.#width = width; this.maxDepth = 3; Box.made++; }
              get width() { return this.#width; }
              set width(value) { if (value < 0) throw new RangeError('negative'); this.#width = value; }
              static ofWidth(width) { return new this(width); }
              get #hidden() { return 1; }
            };
        """)
        box = work.Box.of_width(2)
        assert is_a(box, work.Box)
        box.width = 4
        assert (box.width, box.max_depth, box.maxDepth, work.Box.made) == (4, 3, 3, 1)
        with pytest.raises(ValueError, match=r"^negative$"):
            box.width = -1
        box.max_depth = 5
        assert box.maxDepth == 5
        del box.max_depth
        assert not hasattr(box, "maxDepth")
        assert bool(box)
        with pytest.raises(TypeError, match="neither a length nor a size"):
            len(box)
        with pytest.raises(AttributeError, match="Box has nothing named hidden"):
            _ = box.hidden

    def test_have_a_length_however_it_is_written(self, load: Load) -> None:
        work = load("""
            exports.A = class { constructor() { this.length = 1; } };
            exports.B = class { get size() { return 2; } };
            exports.C = class { size() { return 3; } };
        """)
        assert [len(work.A()), len(work.B()), len(work.C())] == [1, 2, 3]

    def test_may_be_made_by_constructor_functions_of_old(self, load: Load) -> None:
        work = load("""
            function Stack() { this.items = []; }
            Stack.prototype.push = function (item) { this.items.push(item); };
            function Plain(x) { this.x = x; }
            module.exports = { Stack, Plain };
        """)
        stack = work.Stack()
        stack.push(1)
        assert stack.items == [1]
        assert is_a(stack, work.Stack)
        assert work.Plain(3).x == 3

    def test_of_classes_over_builtin_containers_are_those_too(self, load: Load) -> None:
        work = load("""
            exports.Stack = class Stack extends Array { peek() { return this[this.length - 1]; } };
            exports.stack = () => { const made = new exports.Stack(); made.push(1, 2); return made; };
            exports.Cache = class Cache extends Map {};
            exports.cache = () => new exports.Cache([['a', 1]]);
        """)
        stack = work.stack()
        assert stack.peek() == 2
        assert stack == [1, 2]
        assert (len(stack), stack[0], stack[-1], list(stack)) == (2, 1, 2, [1, 2])
        with pytest.raises(IndexError):
            _ = stack[2]
        cache = work.cache()
        assert cache == {"a": 1}
        assert cache["a"] == 1
        with pytest.raises(KeyError, match="b"):
            _ = cache["b"]

    def test_that_cannot_be_keys_there_stay_where_they_are(self, load: Load) -> None:
        work = load("""
            exports.byPair = () => new Map([[[1, 2], 'pair']]);
            exports.pairs = () => new Set([[1, 2]]);
            const thing = new (class Thing {})();
            exports.byThing = () => new Map([[thing, 1]]);
            exports.thing = () => thing;
            exports.addPair = (entries) => { entries.set([1], 2); };
        """)
        assert [list(pair) for pair in work.by_pair()] == [[[1, 2], "pair"]]
        assert len(work.pairs()) == 1
        assert work.by_thing() == {work.thing(): 1}
        with pytest.raises(TypeError, match="a Map with an array or an object as a key cannot cross"):
            work.add_pair({1: 1})

    def test_print_as_nodejs_prints_them(self, load: Load) -> None:
        work = load("exports.Pair = class Pair { constructor() { this.a = 1; this.b = 'x'; } };")
        assert repr(work.Pair()) == str(work.Pair()) == "Pair { a: 1, b: 'x' }"

    def test_have_no_arguments_by_name(self, load: Load) -> None:
        with pytest.raises(TypeError, match="no arguments by name, and b is given by name"):
            load("exports.add = (a, b) => a + b;").add(1, b=2)


class TestValues:
    def test_of_its_own_kinds_come_as_the_nearest_of_pythons(self, load: Load) -> None:
        work = load("""
            exports.values = () => [undefined, 5n, 2n ** 64n, new Float64Array([0.5, 2]),
              new Uint8ClampedArray([1, 255]), Buffer.from('ab'), new Number(3),
              Object.assign(Object.create(null), { a: 1 }), [1, , 2], 2 ** 53];
            exports.moment = () => new Date(Date.UTC(2024, 1, 29, 12, 30, 0, 250));
            exports.later = (date) => date.getTime() + 1;
            exports.symbol = () => Symbol('s');
            exports.never = () => new Date(NaN);
        """)
        expected: list[Any] = [None, 5, 2**64, [0.5, 2], b"\x01\xff", b"ab", 3, {"a": 1}, [1, None, 2], 2.0**53]
        values = work.values()
        assert values == expected
        assert type(values[-1]) is float
        moment = dt.datetime(2024, 2, 29, 12, 30, 0, 250_000, tzinfo=dt.UTC)
        assert work.moment() == moment
        assert work.later(moment.astimezone(dt.timezone(dt.timedelta(hours=2)))) == moment.timestamp() * 1000 + 1
        with pytest.raises(TypeError, match="a symbol cannot cross"):
            work.symbol()
        with pytest.raises(TypeError, match="invalid Date"):
            work.never()

    def test_that_have_no_counterpart_are_refused(self, load: Load) -> None:
        work = load("exports.echo = (x) => x;")
        for value, words in [
            (dt.date(2024, 1, 1), "a date without a time"),
            (dt.datetime(2024, 1, 1), "without an offset from UTC"),  # noqa: DTZ001 - that is the point
            (len, "len is Python's own .* wrap it in a function"),
            (slice(1), "a slice"),
        ]:
            with pytest.raises(TypeError, match=words):
                work.echo([value])
        assert work.echo(range(3)) == [0, 1, 2]
        assert work.echo(bytearray(b"ab")) == bytearray(b"ab")

    def test_are_told_apart_when_they_come_in(self, load: Load) -> None:
        work = load("""
            exports.typeOf = (x) => `${typeof x} ${x?.constructor?.name}`;
            exports.change = (bytes) => { bytes[0] = 7; };
        """)
        assert work.type_of(2**53) == "bigint BigInt"
        assert work.type_of(2**53 - 1) == "number Number"
        assert work.type_of({"a": 1}) == "object Object"
        assert work.type_of({1: 1}) == "object Map"
        assert work.type_of(b"") == "object Uint8Array"
        assert work.type_of(lambda: 1) == "function Function"
        changed = bytearray(b"ab")
        work.change(changed)
        assert changed == b"\x07b"


class TestWhatATestGives:
    def test_as_a_function_gets_no_more_arguments_than_it_takes(self, load: Load) -> None:
        work = load("""
            exports.map = (f, xs) => xs.map(f);
            exports.sorted = (f, xs) => [...xs].sort(f);
            exports.each = (f, xs) => xs.forEach(f);
        """)
        assert work.map(lambda x: x + 1, [1, 2]) == [2, 3]
        assert work.map(lambda x, index: x * index, [1, 2]) == [0, 2]
        assert work.map(lambda *all_of_them: len(all_of_them), [1, 2]) == [3, 3]
        assert work.sorted(lambda a, b: b - a, [1, 3, 2]) == [3, 2, 1]
        calls = []
        work.each(lambda: calls.append(1), [1, 2])
        assert calls == [1, 1]

    def test_as_an_object_can_be_used_there(self, load: Load) -> None:
        class Clock:
            def __init__(self) -> None:
                self.time = 5
                self.calls: list[str] = []

            def now(self) -> int:
                return self.time

            def sleep_for(self, seconds: int) -> None:
                self.time += seconds

            def __len__(self) -> int:
                return 3

            def __getitem__(self, index: int) -> int:
                return [7, 8, 9][index]

            def __str__(self) -> str:
                return "a clock"

        work = load("""
            exports.use = (clock) => {
              clock.sleepFor(2);
              clock.time += 10;
              clock.calls.push('there');
              return [clock.now(), clock.time, clock.length, clock[1], `${clock}`, clock.nothing, 'now' in clock];
            };
            exports.all = (clock) => [...clock];
        """)
        clock = Clock()
        assert work.use(clock) == [17, 17, 3, 8, "a clock", None, True]
        assert clock.calls == []  # a list comes by value each time that it is asked for
        with pytest.raises(TypeError, match=r"is not iterable|is not a function"):
            work.all(object())

    def test_as_an_async_function_gives_promises_and_takes_turns(self, load: Load) -> None:
        work = load("""
            exports.all = (tasks) => Promise.all(tasks.map((task) => task()));
            exports.race = (tasks) => Promise.race(tasks.map((task) => task()));
            exports.isPromise = (task) => { const made = task(); return made instanceof Promise; };
            exports.caught = async (task) => { try { await task(); } catch (error) { return error.message; } };
            exports.sum = async (items) => { let sum = 0; for await (const item of items) sum += item; return sum; };
        """)
        log: list[str] = []

        def task(name: str, turns: int) -> Callable[[], Any]:
            async def run() -> str:
                log.append(f"{name} begins")
                for _ in range(turns):
                    await asyncio.sleep(0)
                log.append(f"{name} ends")
                return name

            return run

        assert work.all([task("a", 3), task("b", 1), task("c", 0)]) == ["a", "b", "c"]
        assert log == ["a begins", "b begins", "c begins", "c ends", "b ends", "a ends"]
        assert work.race([task("slow", 9), task("quick", 2)]) == "quick"
        assert work.is_promise(task("d", 1)) is True
        error = ValueError("not now")

        async def fail() -> None:
            await asyncio.sleep(0)
            raise error

        with pytest.raises(ValueError, match="not now") as caught:
            work.all([fail])
        assert caught.value is error
        assert work.caught(fail) == "not now"

        async def numbers() -> AsyncIterator[int]:
            for number in range(4):
                await asyncio.sleep(0)
                yield number

        assert work.sum(numbers()) == 6

    def test_as_an_async_function_cannot_wait_for_another_loop(self, load: Load) -> None:
        work = load("exports.run = (task) => task();")

        async def sleeps() -> None:
            await asyncio.sleep(0.01)

        with pytest.raises(RuntimeError, match="no running event loop"):
            work.run(sleeps)


class TestPromises:
    def test_let_the_loop_run_while_they_are_awaited(self, load: Load) -> None:
        work = load("""
            exports.log = [];
            exports.slow = (ms, x) => new Promise((resolve) => {
              setTimeout(() => { exports.log.push(x); resolve(x); }, ms);
            });
            exports.start = () => { setTimeout(() => exports.log.push('timer'), 1); return 'started'; };
            exports.soon = () => { Promise.resolve().then(() => exports.log.push('soon')); return 'now'; };
        """)
        assert work.slow(2, "a") == "a"
        assert work.start() == "started"
        assert work.slow(20, "b") == "b"
        assert work.log == ["a", "timer", "b"]
        work.soon()
        assert work.log == ["a", "timer", "b", "soon"]

    def test_that_never_settle_are_told(self, load: Load) -> None:
        work = load("exports.never = () => new Promise(() => {}); exports.fine = () => 1;")
        with pytest.raises(RuntimeError, match="never settles"):
            work.never()
        assert work.fine() == 1

    def test_inside_of_a_call_back_are_promises_that_a_test_can_give_back(self, load: Load) -> None:
        work = load("""
            exports.later = async (x) => { await null; return x + 1; };
            exports.run = async (f) => (await f(1)) * 10;
        """)

        def later(number: int) -> Any:
            return work.later(number)

        assert work.run(later) == 20

    def test_in_an_array_can_be_awaited(self, load: Load) -> None:
        work = load("exports.two = () => [Promise.resolve(1), new Promise((r) => setTimeout(r, 2, 2))];")
        first, second = work.two()

        async def both() -> list[int]:
            return [await first, await second]

        assert asyncio.run(both()) == [1, 2]

    def test_that_are_rejected_unheard_fail_the_call_they_come_up_in(self, load: Load) -> None:
        work = load("""
            exports.forgets = () => { Promise.reject(new RangeError('unheard')); return 1; };
            exports.throwsLater = () => new Promise(() => setTimeout(() => { throw new Error('too late'); }, 1));
            exports.fine = () => 1;
        """)
        with pytest.raises(ValueError, match="unheard") as caught:
            work.forgets()
        assert frames_of(caught.value)[-1][0] == "work.js"
        with pytest.raises(Exception, match="too late"):
            work.throws_later()
        assert work.fine() == 1

    def test_of_asynchronous_iterators_are_awaited_at_each_step(self, load: Load) -> None:
        work = load("""
            exports.steps = async function* (n) { for (let i = 0; i < n; i++) { await null; yield i; } };
            exports.talk = function* () { const name = yield 'name?'; return `hello ${name}`; };
        """)
        assert list(work.steps(3)) == [0, 1, 2]
        talk = work.talk()
        assert next(talk) == "name?"
        with pytest.raises(StopIteration) as end:
            talk.send("ann")
        assert end.value.value == "hello ann"
        closed = work.steps(3)
        closed.close()
        assert list(closed) == []


class TestExceptions:
    def test_may_be_anything_that_was_thrown(self, load: Load) -> None:
        work = load("""
            exports.text = () => { throw 'just words'; };
            exports.nothing = async () => { throw undefined; };
            exports.object = () => { throw { code: 1 }; };
            exports.silent = () => { throw new Error(); };
        """)
        for call, args in [(work.text, ("just words",)), (work.nothing, (None,)), (work.object, ({"code": 1},))]:
            with pytest.raises(Exception, match=r"words|None|code") as caught:
                call()
            assert (type(caught.value), caught.value.args) == (Exception, args)
        with pytest.raises(Exception, match=r"^$") as caught:
            work.silent()
        assert type(caught.value).__name__ == "Error"

    def test_have_their_fields_class_and_place(self, load: Load) -> None:
        work = load("""
            const fs = require('fs');
            class AppError extends TypeError {
              constructor(message, httpStatus) { super(message); this.httpStatus = httpStatus; this.name = 'AppError'; }
              get isFatal() { return true; }
            }
            exports.AppError = AppError;
            exports.fail = () => { throw new AppError('no', 404); };
            exports.read = () => fs.readFileSync('not-there.txt');
            exports.misuse = () => fs.readFileSync(5.5);
            exports.all = () => { throw new AggregateError([new Error('one')], 'several'); };
            exports.echo = (error) => error;
        """)
        with pytest.raises(TypeError, match=r"^no$") as caught:
            work.fail()
        error: Any = caught.value
        assert type(error) is work.AppError
        assert (error.httpStatus, error.http_status, error.is_fatal) == (404, 404, True)
        assert frames_of(error) == (("work.js", 8, "fail"),)
        assert work.echo(error) is not None
        assert repr(error) == "AppError('no')"
        with pytest.raises(Exception, match="ENOENT") as missing:
            work.read()
        assert vars(missing.value)["code"] == "ENOENT"
        with pytest.raises(Exception, match=r"out of range|must be of type"):
            work.misuse()
        with pytest.raises(Exception, match="several") as several:
            work.all()
        errors: Any = several.value
        assert [str(one) for one in errors.errors] == ["one"]

    def test_of_python_have_names_there(self, load: Load) -> None:
        work = load("""
            exports.told = (f) => {
              try { f(); } catch (error) {
                return [error instanceof Error, error instanceof RangeError, error.name, error.message];
              }
            };
            exports.wrapped = (f) => { try { f(); } catch (cause) { throw new Error('wrapped', { cause }); } };
        """)

        def fail() -> None:
            raise ValueError("bad")

        assert work.told(fail) == [True, True, "ValueError", "bad"]
        with pytest.raises(Exception, match="wrapped") as caught:
            work.wrapped(fail)
        assert isinstance(caught.value.__cause__, ValueError)


class TestTheProcess:
    def test_survives_a_solution_that_changes_the_language(self, load: Load) -> None:
        work = load("""
            const broken = () => { throw new Error('broken'); };
            const changed = [
              [Array.prototype, ['map', 'forEach', 'join', 'slice', 'indexOf', 'includes', 'concat', 'sort']],
              [Map.prototype, ['get', 'set', 'has', 'forEach']], [Set.prototype, ['add', 'has', 'forEach']],
              [WeakMap.prototype, ['get', 'set', 'has']], [RegExp.prototype, ['exec', 'test']],
              [String.prototype, ['split', 'slice', 'startsWith', 'charAt', 'replaceAll']],
              [JSON, ['parse', 'stringify']], [Object, ['keys', 'entries']], [Reflect, ['apply', 'ownKeys']],
              [Number, ['isInteger', 'isSafeInteger']],
            ];
            for (const [owner, names] of changed) for (const name of names) owner[name] = broken;
            Array.prototype.toJSON = Object.prototype.toJSON = broken;
            exports.echo = (x) => x;
            exports.call = (f) => f(1);
            exports.Thing = class Thing { get() { return 1; } };
            exports.fail = () => { throw new RangeError('no'); };
        """)
        value = {"a": [1, "x", None], "b": {1: {2}}}
        assert work.echo(value) == value
        assert work.call(lambda x: [x]) == [1]
        assert work.Thing().get() == 1
        with pytest.raises(ValueError, match="no"):
            work.fail()

    def test_that_runs_out_of_memory_is_told_so(self, load: Load) -> None:
        work = load("exports.hog = () => { const all = []; for (;;) all.push(new Array(1000).fill(0.5)); };")
        with pytest.raises(SessionEnded) as ended:
            work.hog()
        assert ended.value.reason is EndReason.MEMORY_LIMIT

    def test_may_leave_from_a_timer(self, load: Load) -> None:
        work = load("exports.leave = () => new Promise(() => setTimeout(() => process.exit(4), 1));")
        with pytest.raises(SessionEnded, match="exit status 4"):
            work.leave()

    def test_lets_a_solution_handle_its_own_errors(self, load: Load) -> None:
        work = load("""
            const heard = [];
            process.on('unhandledRejection', (error) => heard.push(error.message));
            exports.forget = () => { Promise.reject(new Error('unheard')); return 1; };
            exports.heard = () => heard;
        """)
        assert work.forget() == 1
        assert work.heard() == ["unheard"]
