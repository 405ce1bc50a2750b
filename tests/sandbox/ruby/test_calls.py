"""Arguments and blocks in Ruby."""

from __future__ import annotations

import datetime as dt
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.sandbox.ruby.conftest import Load


class TestArguments:
    def test_by_name_are_keywords(self, load: Load) -> None:
        work = load("""
            def greet(name, greeting: "hello", **others) = "#{greeting} #{name} #{others}"
            def options(name, settings = {}) = [name, settings]
            class Server
              attr_reader :port
              def initialize(port:) = @port = port
            end
        """)
        assert work.greet("ann") == "hello ann {}"
        assert work.greet("ann", greeting="hi", loud=True) == "hi ann {:loud=>true}"
        assert work.options("a", deep=1) == ["a", {"deep": 1}]
        assert work.options("a", {"deep": 1}) == ["a", {"deep": 1}]
        assert work.Server(port=80).port == 80
        with pytest.raises(ValueError, match="missing keyword: :port"):
            work.Server()

    def test_of_a_wrong_number_are_an_argument_error(self, load: Load) -> None:
        work = load("def two_sum(amounts, total) = nil")
        with pytest.raises(ValueError, match=r"given 1, expected 2") as caught:
            work.two_sum([1])
        assert type(caught.value).__name__ == "ArgumentError"

    def test_are_texts_that_may_be_changed(self, load: Load) -> None:
        work = load("def exclaim(text) = text << '!'")
        assert work.exclaim("a") == "a!"

    def test_that_are_tuples_are_arrays_of_the_methods_own(self, load: Load) -> None:
        work = load("""
            def sorted(items) = items.sort!
            def echo(items) = items
        """)
        items = (3, 1, 2)
        assert work.sorted(items) == [1, 2, 3]
        assert items == (3, 1, 2)
        assert work.echo(items) is items

    def test_of_other_kinds_are_what_ruby_has_of_them(self, load: Load) -> None:
        work = load("""
            def kind(value) = value.class.to_s
            def shown(value) = value.inspect
            def fallback(counts) = [counts["new"], counts]
        """)
        kinds = {
            "Rational": Fraction(1, 3),
            "Complex": 1 + 2j,
            "Range": range(3),
            "Enumerator::ArithmeticSequence": range(10, 0, -3),
            "Date": dt.date(2024, 2, 29),
            "Time": dt.datetime(2024, 2, 29, 1, 2, 3, 4, dt.UTC),
            "BigDecimal": Decimal("1.5"),
            "Integer": dt.timedelta(minutes=2),
            "Float": dt.timedelta(seconds=1.5),
            "Array": deque([1]),
            "Hash": Counter("aab"),
        }
        assert {work.kind(value): value for value in kinds.values()} == kinds
        assert work.shown(range(2, 5)) == "2...5"
        assert work.shown(dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=dt.UTC)) == "2024-02-29 01:02:03 UTC"
        assert work.shown(OrderedDict(a=1)) == '{"a"=>1}'
        assert work.shown(bytearray(b"ab")) == '"ab"'
        assert work.fallback(defaultdict(list, {"old": [1]})) == [[], {"old": [1], "new": []}]
        assert work.fallback(defaultdict(lambda: 7)) == [7, {"new": 7}]
        with pytest.raises(TypeError, match="Python's time has no counterpart in Ruby"):
            work.kind(dt.time(1, 2))
        with pytest.raises(TypeError, match="give it a function that calls it"):
            work.kind(len)

    def test_that_are_bytearrays_are_changed_in_place(self, load: Load) -> None:
        work = load("def add(data) = data << 255.chr\ndef none(data) = data.size")
        data = bytearray(b"a")
        assert work.none(data) == 1
        work.add(data)
        assert data == b"a\xff"


class TestBlocks:
    TEXT = """
        def declared(items, &block) = items.map(&block)
        def yields(number) = yield(number, number + 1)
        def maybe(items, default = 0)
          return default unless block_given?
          items.map { |item| yield item }
        end
        def passed_on(...) = declared(...)
        def positional(items, function) = items.map { |item| function.call(item) }
        def optional(items, function = nil) = function ? function.call(items) : "none"
        def both(function, &block) = [function.call(1), block&.call(2)]
        def whole_pair = yield([1, 2])
        def pairs(entries, &block) = entries.map(&block)
        class Numbers
          include Enumerable
          def initialize(*items) = @items = items
          def each
            return enum_for(:each) unless block_given?
            @items.each { |item| yield item }
          end
        end
        class Settings
          attr_reader :values
          def initialize
            @values = {}
            yield self if block_given?
          end
          def port(number) = @values["port"] = number
          def self.build(&block) = new.tap { |settings| settings.instance_eval(&block) }
        end
    """

    def test_are_what_a_function_in_the_last_place_becomes(self, load: Load) -> None:
        work = load(self.TEXT)
        assert work.declared([1, 2], lambda item: item + 1) == [2, 3]
        assert work.yields(1, lambda one, other: [one, other]) == [1, 2]
        assert work.pairs({"a": 1}, lambda key, value: [value, key]) == [[1, "a"]]
        assert work.pairs({"a": 1}, lambda pair: pair) == [["a", 1]]
        assert work.maybe([1], lambda item: -item) == [-1]
        assert work.maybe([1], 5) == 5
        assert work.passed_on([1], lambda item: item * 3) == [3]
        assert work.whole_pair(lambda pair: pair) == [1, 2]

    def test_are_never_what_has_to_be_an_argument(self, load: Load) -> None:
        work = load(self.TEXT)
        assert work.positional([1], lambda item: item + 1) == [2]
        assert work.optional([1], lambda items: items) == [1]
        assert work.both(lambda number: -number) == [-1, None]
        assert work.both(lambda number: -number, lambda number: number) == [-1, 2]

    def test_of_methods_that_ruby_brings(self, load: Load) -> None:
        numbers = load(self.TEXT).Numbers(3, 1, 2)
        assert numbers.map(lambda number: number * 2) == [6, 2, 4]
        assert numbers.reduce(10, lambda one, other: one + other) == 16
        assert numbers.sort_by(lambda number: -number) == [3, 2, 1]
        assert numbers.each_with_object([], lambda number, found: found.append(number)) == [3, 1, 2]
        seen: list[int] = []
        numbers.each(seen.append)
        assert seen == [3, 1, 2]

    def test_of_constructors_and_builders(self, load: Load) -> None:
        work = load(self.TEXT)
        assert work.Settings(lambda settings: settings.port(80)).values == {"port": 80}
        assert work.Settings.build(lambda settings: settings.port(81)).values == {"port": 81}

    def test_that_are_called_with_keywords_or_hashes(self, load: Load) -> None:
        work = load("""
            def keywords = yield(level: "ERROR", count: 2)
            def hash_of_texts = yield("level" => "ERROR")
            def braces = yield({ level: 1 })
        """)
        assert work.keywords(lambda level, count: [level, count]) == ["ERROR", 2]
        assert work.hash_of_texts(lambda entry: entry) == {"level": "ERROR"}
        assert work.braces(lambda entry: entry) == {"level": 1}
