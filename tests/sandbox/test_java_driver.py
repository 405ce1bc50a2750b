"""What is special to Java: declared types, overloads, records, the compiler's words, threads."""

from __future__ import annotations

import datetime as dt
import subprocess
import zipfile
from decimal import Decimal
from io import BytesIO
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.drivers import jdk
from sandbox.errors import EndReason, SandboxUnavailable, SessionEnded
from tests.sandbox.driver_process import is_a
from tests.sandbox.languages.boxes import Box, Boxes, Where
from tests.sandbox.languages.conftest import need_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Load = Callable[..., Any]

JAVA = Where(language="java", backend="process")


@pytest.fixture(scope="module")
def boxes() -> Iterator[Boxes]:
    need_language(JAVA)
    opened = Boxes()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared(boxes: Boxes) -> Load:
    """A function that gives the remote module of a text; the same one for the same text."""
    known: dict[str, Box] = {}

    def load(text: str) -> Any:
        if text not in known or known[text].ended():
            known[text] = boxes.own(JAVA, {"Work.java": "import java.util.*;\n" + dedent(text)})
        return known[text].module()

    return load


@pytest.fixture
def open_box() -> Iterator[Callable[..., Box]]:
    """A function that opens a box with these files; their names come with ``/`` as ``__`` and without the ending."""
    need_language(JAVA)
    boxes = Boxes()
    yield lambda **files: boxes.own(
        JAVA, {f"{name.replace('__', '/')}.java": dedent(text).strip() + "\n" for name, text in files.items()}
    )
    boxes.close()


NUMBERS = """
    import java.math.*;
    public class Work {
        static int ofInt(int value) { return value; }
        static long ofLong(long value) { return value; }
        static short ofShort(short value) { return value; }
        static byte ofByte(byte value) { return value; }
        static char ofChar(char value) { return value; }
        static double ofDouble(double value) { return value; }
        static float ofFloat(float value) { return value; }
        static boolean ofBoolean(boolean value) { return value; }
        static Integer ofInteger(Integer value) { return value; }
        static BigInteger ofBigInteger(BigInteger value) { return value.add(BigInteger.ONE); }
        static BigDecimal ofBigDecimal(BigDecimal value) { return value.add(BigDecimal.ONE); }
        static String ofString(String value) { return value; }
        static CharSequence ofText(CharSequence value) { return new StringBuilder(value).reverse(); }
        static String classOf(Object value) { return value.getClass().getSimpleName(); }
        static long sumOf(List<Long> values) { long sum = 0; for (Long value : values) sum += value; return sum; }
        static List<String> classesOf(List<Object> values) {
            return values.stream().map(value -> value.getClass().getSimpleName()).toList();
        }
        static double half(double value) { return value / 2; }
    }
"""


class TestDeclaredNumbers:
    def test_are_converted_from_pythons(self, shared: Load) -> None:
        work = shared(NUMBERS)
        assert work.of_int(-(2**31)) == -(2**31)
        assert work.of_long(2**63 - 1) == 2**63 - 1
        assert (work.of_short(5), work.of_byte(-128), work.of_char("é")) == (5, -128, "é")
        assert work.of_double(3) == 3.0
        assert type(work.of_double(3)) is float
        assert work.of_float(0.5) == 0.5
        assert work.of_boolean(True) is True
        assert (work.of_integer(7), work.of_integer(None)) == (7, None)
        assert work.of_big_integer(10**40) == 10**40 + 1
        assert work.of_big_decimal(Decimal("0.10")) == Decimal("1.10")
        assert work.of_big_decimal(2) == Decimal(3)
        assert (work.of_string("x"), work.of_text("abc")) == ("x", "cba")
        assert work.sum_of([1, 2**40]) == 1 + 2**40

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("of_int", "abc", r"ofInt takes \(int value\); 'abc' is no int$"),
            ("of_int", 3.5, "3.5 is no int$"),
            ("of_int", True, "True is no int$"),
            ("of_int", None, "None is no int$"),
            ("of_int", 2**31, r"2147483648 is too large for an int, which goes from -2147483648 to 2147483647$"),
            ("of_long", 2**63, "9223372036854775808 is too large for a long"),
            ("of_byte", 128, "128 is too large for a byte"),
            ("of_boolean", 1, "1 is no boolean$"),
            ("of_char", "ab", "'ab' is no single char$"),
            ("of_string", 5, "5 is no String$"),
            ("of_string", ["a"], r"\['a'\] is no String$"),
            ("of_double", "1", "'1' is no double$"),
            ("sum_of", [1, "2"], r"sumOf takes \(List<Long> values\); '2' in values is no Long$"),
            ("sum_of", {1}, r"\{1\} is no List<Long>$"),
        ],
    )
    def test_say_what_they_are_where_they_cannot_be(self, shared: Load, name: str, value: Any, words: str) -> None:
        with pytest.raises(TypeError, match=words):
            getattr(shared(NUMBERS), name)(value)

    def test_that_are_not_declared_are_of_the_smallest_class_that_holds_them(self, shared: Load) -> None:
        work = shared(NUMBERS)
        classes = [work.class_of(value) for value in (1, 2**31, 2**63, 0.5, True, "a", b"b", Decimal(1))]
        assert classes == ["Integer", "Long", "BigInteger", "Double", "Boolean", "String", "byte[]", "BigDecimal"]

    def test_of_one_list_are_of_one_class(self, shared: Load) -> None:
        assert shared(NUMBERS).classes_of([1, 2**40]) == ["Long", "Long"]

    def test_are_told_with_the_number_of_arguments(self, shared: Load) -> None:
        work = shared(NUMBERS)
        with pytest.raises(TypeError, match=r"half takes \(double value\); it was called with \(1, 2\)$"):
            work.half(1, 2)
        with pytest.raises(TypeError, match="takes no arguments by name"):
            work.half(value=1)


CONTAINERS = """
    import java.util.function.*;
    import java.util.stream.*;
    public class Work {
        static int[][] transposed(int[][] rows) {
            int[][] columns = new int[rows[0].length][rows.length];
            for (int i = 0; i < rows.length; i++)
                for (int j = 0; j < rows[i].length; j++) columns[j][i] = rows[i][j];
            return columns;
        }
        static void fill(int[][] rows, int value) { for (int[] row : rows) Arrays.fill(row, value); }
        static void reverse(char[] text) {
            for (int i = 0, j = text.length - 1; i < j; i++, j--) { char c = text[i]; text[i] = text[j]; text[j] = c; }
        }
        static void set(byte[] bytes) { bytes[0] = 9; }
        static void setAll(String[] texts) { Arrays.fill(texts, "x"); }
        static void swap(List<List<Integer>> lists) { Collections.swap(lists, 0, 1); }
        static Set<List<Integer>> pairs() { return new LinkedHashSet<>(List.of(List.of(1, 2), List.of(3, 4))); }
        static Map<List<Integer>, Set<String>> byPair() { return Map.of(List.of(1, 2), Set.of("a")); }
        static Map<String, List<Integer>> grouped(Map<String, List<Integer>> groups) {
            Map<String, List<Integer>> sorted = new TreeMap<>(groups);
            sorted.values().forEach(Collections::sort);
            return sorted;
        }
        static String kinds(Collection<Integer> a, Deque<Integer> b, SortedSet<String> c,
                NavigableMap<String, Integer> d, PriorityQueue<Integer> e, Set<Character> f) {
            return a.getClass().getSimpleName() + b.getClass().getSimpleName() + c.first() + d.firstKey() + e.peek()
                + f.contains('x');
        }
        static Optional<String> first(List<String> texts) { return texts.stream().findFirst(); }
        static OptionalInt largest(int... numbers) { return IntStream.of(numbers).max(); }
        static String orElse(Optional<String> text) { return text.orElse("nothing"); }
        static Map.Entry<String, Integer> entry() { return Map.entry("a", 1); }
        static Iterator<Integer> iterator() { return List.of(1, 2).iterator(); }
        static IntStream stream() { return IntStream.iterate(1, number -> 2 * number); }
        static long count(Stream<String> texts) { return texts.limit(3).count(); }
        static int sum(IntStream numbers) { return numbers.limit(4).sum(); }
        static <T extends Comparable<T>> T greatest(List<T> items) { return Collections.max(items); }
        static <T> T[] twice(T[] items) { T[] copy = Arrays.copyOf(items, 2 * items.length); return copy; }
        static Deque<Integer> deque() { return new ArrayDeque<>(List.of(1, 2)); }
        static Map<String, Integer> braces() { return new HashMap<>() {{ put("a", 1); }}; }
        static Set<Map<String, Integer>> impossible() { return Set.of(Map.of("a", 1)); }
        static Set<Map.Entry<String, Integer>> entries(Map<String, Integer> map) { return map.entrySet(); }
    }
"""


class TestContainers:
    def test_of_containers_are_converted_all_through(self, shared: Load) -> None:
        work = shared(CONTAINERS)
        assert work.transposed([[1, 2], [3, 4], [5, 6]]) == [[1, 3, 5], [2, 4, 6]]
        assert work.grouped({"b": [2, 1], "a": [3]}) == {"a": [3], "b": [1, 2]}
        assert list(work.grouped({"b": [], "a": []})) == ["a", "b"]

    def test_are_made_of_the_class_that_is_declared(self, shared: Load) -> None:
        kinds = shared(CONTAINERS).kinds({3}, [1, 2], {"b", "a"}, {"d": 1, "c": 2}, [5, 4], {"x"})
        assert kinds == "LinkedHashSetLinkedListac4true"

    def test_that_change_come_back(self, shared: Load) -> None:
        work = shared(CONTAINERS)
        inner = [1, 2]
        rows = [inner, [3]]
        work.fill(rows, 7)
        assert rows == [[7, 7], [7]]
        assert rows[0] is inner
        text = list("abc")
        work.reverse(text)
        assert text == ["c", "b", "a"]
        data = bytearray(b"abc")
        work.set(data)
        assert data == b"\tbc"
        lists = [[1], inner]
        work.swap(lists)
        assert lists == [[7, 7], [1]]
        assert lists[0] is inner
        texts = ["a", "b"]
        work.set_all(texts)
        assert texts == ["x", "x"]

    def test_that_cannot_change_in_python_stay(self, shared: Load) -> None:
        text = tuple("abc")
        shared(CONTAINERS).reverse(text)
        assert text == ("a", "b", "c")

    def test_in_sets_and_as_keys_are_hashable(self, shared: Load) -> None:
        work = shared(CONTAINERS)
        assert work.pairs() == {(1, 2), (3, 4)}
        assert work.by_pair() == {(1, 2): {"a"}}
        assert work.entries({"a": 1}) == {("a", 1)}
        with pytest.raises(TypeError, match="a Map in a Set, or as a key of a Map, cannot cross"):
            work.impossible()

    def test_of_one_value_are_that_value_or_none(self, shared: Load) -> None:
        work = shared(CONTAINERS)
        assert (work.first(["a", "b"]), work.first([])) == ("a", None)
        assert (work.largest(3, 5, 4), work.largest()) == (5, None)
        assert (work.or_else("a"), work.or_else(None)) == ("a", "nothing")
        assert work.entry() == ("a", 1)

    def test_of_other_kinds_are_lists_and_dicts(self, shared: Load) -> None:
        work = shared(CONTAINERS)
        assert work.deque() == [1, 2]
        assert work.braces() == {"a": 1}
        assert work.twice(["a"]) == ["a", None]

    def test_may_be_streams(self, shared: Load) -> None:
        work = shared(CONTAINERS)
        assert list(work.iterator()) == [1, 2]
        numbers = iter(work.stream())
        assert [next(numbers) for _ in range(4)] == [1, 2, 4, 8]
        assert work.count(text for text in "abcdef") == 3
        assert work.sum(range(10)) == 6

    def test_of_what_can_be_compared_are(self, shared: Load) -> None:
        work = shared(CONTAINERS)
        assert work.greatest([1, 2**40, 3]) == 2**40
        assert work.greatest(["a", "c", "b"]) == "c"


OVERLOADS = """
    public class Work {
        static String of(int value) { return "int"; }
        static String of(long value) { return "long"; }
        static String of(double value) { return "double"; }
        static String of(String value) { return "String"; }
        static String of(char value) { return "char"; }
        static String of(Object value) { return "Object"; }
        static String of(int[] values) { return "int[]"; }
        static String of(String[] values) { return "String[]"; }
        static String of(int one, int other) { return "int, int"; }
        static String rest(int one) { return "int"; }
        static String rest(int... values) { return "int..."; }
        static String many(String format, Object... values) { return format + values.length; }
        static String pick(Number value) { return "Number"; }
        static String pick(Comparable<String> value) { return "Comparable"; }
        static String either(List<Integer> values) { return "List"; }
        static String either(Map<String, Integer> values) { return "Map"; }
    }
"""


class TestOverloads:
    def test_are_chosen_by_the_arguments(self, shared: Load) -> None:
        work = shared(OVERLOADS)
        values = (1, 2**40, 0.5, "text", "c", None, True, [1], ["a"])
        chosen = ["int", "long", "double", "String", "String", "Object", "Object", "int[]", "String[]"]
        assert [work.of(value) if value is not None else work.of({}) for value in values] == chosen
        assert work.of(1, 2) == "int, int"
        assert (work.rest(1), work.rest(1, 2), work.rest()) == ("int", "int...", "int...")
        assert (work.pick(5), work.pick("a")) == ("Number", "Comparable")
        assert (work.either([1]), work.either({"a": 1})) == ("List", "Map")

    def test_with_any_number_of_arguments_take_them_one_by_one_or_in_a_list(self, shared: Load) -> None:
        work = shared(OVERLOADS)
        assert work.many("x") == "x0"
        assert work.many("x", 1, "a", None) == "x3"
        assert work.many("x", [1, 2]) == "x2"

    def test_say_which_there_are_when_none_fits(self, shared: Load) -> None:
        with pytest.raises(TypeError, match=r"no either takes \(5\); there are \(List<Integer> values\) and \(Map"):
            shared(OVERLOADS).either(5)


OBJECTS = """
    import java.util.function.*;
    public class Work {
        enum Level {
            LOW(1), HIGH(9) { @Override String shout() { return "HIGH!!"; } };
            final int weight;
            Level(int weight) { this.weight = weight; }
            String shout() { return name() + "!"; }
            boolean isAbove(Level other) { return compareTo(other) > 0; }
            static Level parse(String text) { return valueOf(text.toUpperCase()); }
        }
        record Order(String customer, long cents, Level level) {
            Order { if (cents < 0) throw new IllegalArgumentException("cents"); }
            double euros() { return cents / 100.0; }
        }
        sealed interface Shape permits Circle, Square {
            double area();
            default String told() { return "area " + area(); }
        }
        record Circle(double radius) implements Shape { public double area() { return 3 * radius * radius; } }
        record Square(double side) implements Shape { public double area() { return side * side; } }
        static class Box<T> {
            private T held;
            private boolean open = true;
            Box(T held) { this.held = held; }
            T getHeld() { return held; }
            void setHeld(T held) { this.held = held; }
            boolean isOpen() { return open; }
            private int secret() { return 1; }
        }
        static class Door implements AutoCloseable {
            static final List<String> LOG = new ArrayList<>();
            @Override public void close() { LOG.add("closed"); }
        }
        static class Names extends AbstractList<String> {
            @Override public String get(int index) { return List.of("a", "b").get(index); }
            @Override public int size() { return 2; }
        }
        static abstract class Base {
            abstract int one();
            static Base made() { return new Base() { int one() { return 1; } }; }
        }
        interface Clock { long currentTime(); default long later() { return currentTime() + 1; } }
        static class Hidden { private Hidden() {} }
        static long total(List<Order> orders) { return orders.stream().mapToLong(Order::cents).sum(); }
        static Map<Order, Level> levels(List<Order> orders) {
            Map<Order, Level> levels = new HashMap<>();
            for (Order order : orders) levels.put(order, order.level());
            return levels;
        }
        static Level up(Level level) { return Level.values()[Math.min(level.ordinal() + 1, 1)]; }
        static long now(Clock clock) { return clock.later(); }
        static String notStatic() { return "static"; }
        int ofInstance() { return 1; }
        private static int hidden() { return 1; }
        static List<Shape> shapes() { return List.of(new Circle(1), new Square(2)); }
    }
"""


class TestClasses:
    def test_that_are_records_are_read_by_their_accessors(self, shared: Load) -> None:
        work = shared(OBJECTS)
        order = work.Order("ann", 250, "HIGH")
        assert (order.customer(), order.cents(), order.euros()) == ("ann", 250, 2.5)
        assert order.level() is work.Level.HIGH
        assert order == work.Order("ann", 250, "HIGH")
        assert str(order) == "Order[customer=ann, cents=250, level=HIGH]"
        with pytest.raises(ValueError, match=r"^cents$"):
            work.Order("ann", -1, "LOW")

    def test_that_are_records_can_be_given_as_tuples_and_dicts(self, shared: Load) -> None:
        work = shared(OBJECTS)
        orders = [("ann", 1, "LOW"), {"customer": "bob", "cents": 2, "level": "HIGH"}, work.Order("cid", 4, "LOW")]
        assert work.total(orders) == 7
        with pytest.raises(TypeError, match=r"\('ann', 1\) in orders is no Order$"):
            work.total([("ann", 1)])
        with pytest.raises(TypeError, match="has no level for a record Order"):
            work.total([{"customer": "a", "cents": 1, "x": 2}])

    def test_may_be_keys(self, shared: Load) -> None:
        work = shared(OBJECTS)
        order = work.Order("ann", 1, "LOW")
        assert work.levels([order]) == {order: work.Level.LOW}

    def test_that_are_enumerations_are_pythons(self, shared: Load) -> None:
        work = shared(OBJECTS)
        assert [level.name for level in work.Level] == ["LOW", "HIGH"]
        assert work.up(work.Level.LOW) is work.Level.HIGH
        assert work.up("LOW") is work.Level.HIGH
        assert (work.Level.LOW.shout(), work.Level.HIGH.shout()) == ("LOW!", "HIGH!!")
        assert work.Level.HIGH.weight == 9
        assert work.Level.HIGH.is_above(work.Level.LOW) is True
        assert work.Level.parse("low") is work.Level.LOW
        with pytest.raises(TypeError, match="'MID' is no Level, which is one of LOW, HIGH"):
            work.up("MID")

    def test_are_known_by_their_interfaces(self, shared: Load) -> None:
        work = shared(OBJECTS)
        shapes = work.shapes()
        assert [type(shape).__name__ for shape in shapes] == ["Circle", "Square"]
        assert all(is_a(shape, work.Shape) for shape in shapes)
        assert [shape.area() for shape in shapes] == [3.0, 4.0]
        assert shapes[0].told() == "area 3.0"
        assert shapes[1] == work.Square(2)
        assert shapes[1] != work.Square(3)

    def test_have_properties_by_getters_and_setters(self, shared: Load) -> None:
        box = shared(OBJECTS).Box("text")
        assert (box.held, box.get_held(), box.getHeld()) == ("text", "text", "text")
        assert box.open is True
        box.held = [1]
        assert box.held == [1]
        with pytest.raises(AttributeError, match="secret of Box is private"):
            box.secret()

    def test_close_at_the_end_of_a_with_statement(self, shared: Load) -> None:
        work = shared(OBJECTS)
        with work.Door() as door:
            assert is_a(door, work.Door)
        assert work.Door.LOG == ["closed"]

    def test_over_the_librarys_collections_are_like_them(self, shared: Load) -> None:
        names = shared(OBJECTS).Names()
        assert (len(names), names[1], names[-2], list(names)) == (2, "b", "a", ["a", "b"])
        assert names == ["a", "b"]
        assert names != ["a"]
        with pytest.raises(IndexError):
            _ = names[2]
        with pytest.raises(TypeError):
            _ = names["a"]

    def test_that_cannot_be_made_say_so(self, shared: Load) -> None:
        work = shared(OBJECTS)
        with pytest.raises(TypeError, match="Base is abstract"):
            work.Base()
        with pytest.raises(TypeError, match="every constructor of Hidden is private"):
            work.Hidden()
        with pytest.raises(TypeError, match="Shape has no objects that could be made"):
            work.Shape()

    def test_without_a_name_have_that_of_what_they_extend(self, shared: Load) -> None:
        work = shared(OBJECTS)
        made = work.Base.made()
        assert made.one() == 1
        assert is_a(made, work.Base)

    def test_may_be_implemented_by_an_object_of_the_test(self, shared: Load) -> None:
        class Clock:
            def current_time(self) -> int:
                return 41

        work = shared(OBJECTS)
        assert work.now(Clock()) == 42
        assert work.now(lambda: 6) == 7

    def test_say_what_is_not_static_or_private(self, shared: Load) -> None:
        work = shared(OBJECTS)
        with pytest.raises(TypeError, match="ofInstance of Work needs an object: declare it static"):
            work.of_instance()
        with pytest.raises(TypeError, match="hidden of Work is private"):
            work.hidden()
        assert work.Work().of_instance() == 1

    def test_tell_their_signature_and_names(self, shared: Load) -> None:
        import inspect

        work = shared(OBJECTS)
        assert list(inspect.signature(work.now).parameters) == ["clock"]
        assert {"total", "Order", "Level"} <= set(dir(work))
        assert {"customer", "euros"} <= set(dir(work.Order("a", 1, "LOW")))


FUNCTIONS = """
    import java.util.concurrent.*;
    import java.util.function.*;
    public class Work {
        @FunctionalInterface interface Rule { boolean allows(String name, int age) throws Refused; }
        static class Refused extends Exception { Refused(String why) { super(why); } }
        static boolean ask(Rule rule) { try { return rule.allows("ann", 30); } catch (Refused e) { return false; } }
        static void refuse(String why) throws Refused { throw new Refused(why); }
        static List<String> sorted(List<String> texts, Comparator<String> order) {
            List<String> copy = new ArrayList<>(texts); copy.sort(order.reversed()); return copy;
        }
        static int run(Runnable task) { task.run(); return 1; }
        static <V> V call(Callable<V> task) throws Exception { return task.call(); }
        static long longs(ToLongFunction<String> function) { return function.applyAsLong("x") + 1; }
        static Map<String, Long> lengths(List<String> texts, Function<String, Long> function) {
            Map<String, Long> lengths = new TreeMap<>();
            for (String text : texts) { Long length = function.apply(text); lengths.put(text, length); }
            return lengths;
        }
        static Function<Long, Long> adder(long step) { return value -> value + step; }
        static Supplier<Integer> counter() { int[] count = {0}; return () -> ++count[0]; }
        static BiFunction<Integer, Integer, Integer> max() { return Math::max; }
        static boolean same(Runnable one, Runnable other) { return one == other; }
        static List<Integer> parallel(IntUnaryOperator function) throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                List<Future<Integer>> futures = new ArrayList<>();
                for (int i = 0; i < 20; i++) { int n = i; futures.add(pool.submit(() -> function.applyAsInt(n))); }
                List<Integer> results = new ArrayList<>();
                for (Future<Integer> future : futures) results.add(future.get());
                return results;
            } finally { pool.shutdown(); }
        }
        static volatile String said;
        static void later(IntSupplier function) {
            new Thread(() -> {
                try { Thread.sleep(200); function.getAsInt(); said = "called"; }
                catch (Throwable error) { said = error.getMessage(); }
            }).start();
        }
        static Future<String> future() { return ForkJoinPool.commonPool().submit(() -> "done"); }
        static RecursiveTask<Integer> task() {
            return new RecursiveTask<>() { @Override protected Integer compute() { return 42; } };
        }
    }
"""


class TestFunctions:
    def test_of_a_test_are_what_the_declared_interface_wants(self, shared: Load) -> None:
        def is_adult(*given: Any) -> bool:
            asked.append(given)
            return bool(given[1] > 18)

        def length(text: str) -> int:
            return len(text)

        asked: list[Any] = []
        work = shared(FUNCTIONS)
        assert work.ask(is_adult) is True
        assert asked == [("ann", 30)]
        assert work.sorted(["b", "c", "a"], lambda one, other: (one > other) - (one < other)) == ["c", "b", "a"]
        assert work.run(lambda: asked.append("ran")) == 1
        assert asked[-1] == "ran"
        assert work.call(lambda: [1, 2]) == [1, 2]
        assert work.longs(lambda text: 2**40) == 2**40 + 1
        assert work.lengths(["ab", "c"], length) == {"ab": 2, "c": 1}

    def test_that_give_something_else_are_told(self, shared: Load) -> None:
        work = shared(FUNCTIONS)
        with pytest.raises(TypeError, match="the test's function gave None, which is no boolean"):
            work.ask(lambda name, age: None)
        with pytest.raises(TypeError, match="5 is no Rule"):
            work.ask(5)
        with pytest.raises(TypeError, match=r"Python's own len \(wrap it in a function\) has no like in Java"):
            work.lengths(["ab"], len)

    def test_may_raise_what_the_interface_declares(self, shared: Load) -> None:
        work = shared(FUNCTIONS)
        assert work.ask(lambda name, age: work.refuse("no")) is False
        with pytest.raises(work.Refused, match="never"):
            work.run(lambda: work.refuse("never"))

    def test_are_the_same_object_each_time(self, shared: Load) -> None:
        def function() -> None: ...

        work = shared(FUNCTIONS)
        assert work.same(function, function) is True
        assert work.same(function, lambda: None) is False

    def test_of_the_solution_know_what_they_were_declared_as(self, shared: Load) -> None:
        work = shared(FUNCTIONS)
        add = work.adder(1)
        assert add(5) == 6
        assert add.apply(5) == 6
        assert add.and_then(work.adder(10)).apply(1) == 12
        count = work.counter()
        assert (count(), count(), count.get()) == (1, 2, 3)
        assert work.max()(3, 5) == 5

    def test_may_be_called_from_several_threads(self, shared: Load) -> None:
        assert shared(FUNCTIONS).parallel(lambda number: number * number) == [number**2 for number in range(20)]

    def test_cannot_be_called_when_the_test_does_not_wait(self, shared: Load) -> None:
        work = shared(FUNCTIONS)
        work.later(lambda: 1)
        subprocess.run(["sleep", "0.5"], check=True)
        while work.said is None:
            pass
        assert work.said == "the test is not waiting for anything, so nothing of it can be called now"

    def test_of_other_threads_are_awaited(self, shared: Load) -> None:
        work = shared(FUNCTIONS)
        assert work.future() == "done"
        assert work.task() == 42


TIMES = """
    import java.time.*;
    public class Work {
        static LocalDate next(LocalDate day) { return day.plusDays(1); }
        static LocalDateTime noon(LocalDate day) { return day.atTime(12, 0); }
        static Duration between(LocalDateTime one, LocalDateTime other) { return Duration.between(one, other); }
        static ZonedDateTime same(ZonedDateTime moment) { return moment; }
        static Instant instant(Instant moment) { return moment.plusMillis(1500); }
        static LocalTime later(LocalTime time, Duration by) { return time.plus(by); }
    }
"""


def test_dates_and_times_cross_by_value(shared: Load) -> None:
    work = shared(TIMES)
    assert work.next(dt.date(2024, 2, 28)) == dt.date(2024, 2, 29)
    assert work.noon(dt.date(2024, 2, 28)) == dt.datetime(2024, 2, 28, 12)  # noqa: DTZ001 - a time without a zone
    one, other = dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 2, 0, 0, 0, 5)  # noqa: DTZ001 - as above
    assert work.between(one, other) == other - one
    assert work.between(other, one) == one - other
    moment = dt.datetime(2024, 7, 1, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert work.same(moment) == moment
    assert work.instant(moment) == moment + dt.timedelta(seconds=1.5)
    assert work.later(dt.time(23, 59, 59), dt.timedelta(seconds=2)) == dt.time(0, 0, 1)


class TestCompiling:
    def test_tells_all_mistakes_the_first_with_its_place(self, open_box: Callable[..., Box]) -> None:
        box = open_box(
            Work="""
            public class Work {
                static int one() { return "text"; }
                static int two() { return missing; }
                static int three() { return two(3); }
            }
            """
        )
        with pytest.raises(SyntaxError) as caught:
            box.module()
        error: Any = caught.value
        assert (error.filename, error.lineno) == ("Work.java", 2)
        assert error.msg == "incompatible types: String cannot be converted to int"
        assert error.text[error.offset - 1 :] == '"text"; }'
        assert [text.splitlines()[0] for text in error.others] == [
            "Work.java, line 3: cannot find symbol",
            "Work.java, line 4: method two in class Work cannot be applied to given types;",
        ]

    def test_takes_packages_and_folders(self, open_box: Callable[..., Box]) -> None:
        box = open_box(
            Shop="""
            public class Shop {
                static int price() { return new shop.Item(5).twice(); }
                static void f() { shop.Item.fail(); }
            }
            """,
            shop__Item="""
            package shop;
            public record Item(int price) {
                public int twice() { return 2 * price; }
                public static void fail() { throw new IllegalStateException("here"); }
            }
            """,
        )
        shop = box.module()
        assert shop.price() == 10
        assert shop.Item(4).twice() == 8
        with pytest.raises(RuntimeError, match=r"^here$") as caught:
            shop.f()
        assert vars(caught.value)["learner_traceback"][-1] == ("shop/Item.java", 4, "fail")

    def test_reads_utf_8_and_prints_it(self, open_box: Callable[..., Box]) -> None:
        box = open_box(
            Work='public class Work { static String größe() { System.out.print("größe \U0001f600"); return "é"; } }'
        )
        assert box.module().größe() == "é"
        assert box.output() == "größe \U0001f600"

    def test_sees_nothing_of_the_driver(self, open_box: Callable[..., Box]) -> None:
        work = open_box(
            Work="""
            public class Work {
                static boolean sees() {
                    try { Class.forName("org.kata.driver.Main"); return true; }
                    catch (ClassNotFoundException error) { return false; }
                }
            }
            """
        ).module()
        assert work.sees() is False
        with pytest.raises(SyntaxError, match=r"org\.kata\.driver"):
            open_box(Work="public class Work { org.kata.driver.Main main; }").module()

    def test_keeps_the_names_of_local_variables(self, open_box: Callable[..., Box]) -> None:
        work = open_box(
            Work="public class Work { static int f(String text) { String other = text; return other.length(); } }"
        ).module()
        with pytest.raises(Exception, match='"other" is null') as caught:
            work.f(None)
        assert type(caught.value).__name__ == "NullPointerException"


class TestFrames:
    def test_name_methods_as_people_do(self, open_box: Callable[..., Box]) -> None:
        work = open_box(
            Work="""
            import java.util.List;
            public class Work {
                static class Inner { Inner() { throw new IllegalStateException("x"); } }
                static void make() { List.of(1).forEach(one -> new Inner()); }
            }
            """
        ).module()
        with pytest.raises(RuntimeError) as caught:
            work.make()
        frames = vars(caught.value)["learner_traceback"]
        assert frames == (("Work.java", 4, "make"), ("Work.java", 4, "make"), ("Work.java", 3, "new Work.Inner"))


class TestMemory:
    def test_that_runs_out_is_told_and_the_next_call_works(self, open_box: Callable[..., Box]) -> None:
        work = open_box(
            Work="""
            import java.util.*;
            public class Work {
                static int hog() { List<long[]> kept = new ArrayList<>(); while (true) kept.add(new long[1 << 17]); }
                static int fine() { return 1; }
            }
            """
        ).module()
        with pytest.raises(MemoryError, match="Java heap space"):
            work.hog()
        assert work.fine() == 1

    def test_of_the_stack_that_runs_out_in_a_call_back_breaks_nothing(self, open_box: Callable[..., Box]) -> None:
        work = open_box(
            Work="""
            import java.util.function.IntUnaryOperator;
            public class Work {
                static int down(IntUnaryOperator function, int depth) {
                    return function.applyAsInt(depth) + down(function, depth + 1);
                }
                static int fine() { return 1; }
            }
            """
        ).module()
        with pytest.raises(RecursionError):
            work.down(lambda depth: depth, 0)
        assert work.fine() == 1


def test_a_process_killed_from_within_has_crashed(open_box: Callable[..., Box]) -> None:
    work = open_box(Work="public class Work { static void halt() { Runtime.getRuntime().halt(3); } }").module()
    with pytest.raises(SessionEnded, match="with exit status 3") as ended:
        work.halt()
    assert ended.value.reason is EndReason.CRASHED


class TestTheProgram:
    def test_is_compiled_once_and_kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        need_language(JAVA)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        program = jdk.java_program.__wrapped__()
        jar = program.files[jdk.JAR]
        assert "org/kata/driver/Main.class" in zipfile.ZipFile(BytesIO(jar)).namelist()
        (kept,) = (tmp_path / "kata").iterdir()
        kept.write_bytes(b"kept")
        assert jdk.java_program.__wrapped__().files == {jdk.JAR: b"kept"}

    def test_is_made_where_nothing_can_be_kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        need_language(JAVA)
        (tmp_path / "file").write_bytes(b"")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        assert jdk.java_program.__wrapped__().files[jdk.JAR]

    def test_is_left_to_the_image_without_a_compiler(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        assert jdk.java_program.__wrapped__().files == {}

    def test_says_so_when_the_compiler_is_too_old(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        compiler = tmp_path / "javac"
        compiler.write_text("#!/bin/sh\necho 'error: release version 17 not supported' >&2\nexit 2\n", encoding="utf-8")
        compiler.chmod(0o755)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        with pytest.raises(SandboxUnavailable, match=r"needs Java 17 or newer\.\nerror: release version 17"):
            jdk.java_program.__wrapped__()
