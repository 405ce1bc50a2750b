"""Values, objects and iterators of Ruby."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.sandbox.driver_process import is_a
from tests.sandbox.ruby.conftest import Load


class TestValues:
    def test_are_what_python_has_of_them(self, load: Load) -> None:
        work = load("""
            require "bigdecimal"
            require "date"
            require "pathname"
            require "set"
            def symbols = [:a, { b: :c, "d" => 1 }, :"é"]
            def ranges = [1..3, 1...3, (3..1)]
            def numbers = [2r / 3, 1.5r, Complex(1, -2), BigDecimal("1.50"), 10**30]
            def times
              [Time.utc(2024, 2, 29, 1, 2, 3.5r), Time.new(2024, 1, 1, 0, 0, 0, "+02:00"), Date.new(2024, 2, 29)]
            end
            def sets = [Set[1, :a], { [1, [2]] => Set[Set[1]] }]
            def default = Hash.new { |hash, key| hash[key] = [] }.tap { |hash| hash[:a] << 1 }
        """)
        assert work.symbols() == ["a", {"b": "c", "d": 1}, "é"]
        assert work.ranges() == [range(1, 4), range(1, 3), range(3, 2)]
        assert work.numbers() == [Fraction(2, 3), Fraction(3, 2), 1 - 2j, Decimal("1.5"), 10**30]
        east = dt.timezone(dt.timedelta(hours=2))
        assert work.times() == [
            dt.datetime(2024, 2, 29, 1, 2, 3, 500_000, dt.UTC),
            dt.datetime(2024, 1, 1, tzinfo=east),
            dt.date(2024, 2, 29),
        ]
        assert work.sets() == [{1, "a"}, {(1, (2,)): {frozenset([1])}}]
        assert work.default() == {"a": [1]}

    def test_that_are_strings_are_texts_or_bytes(self, load: Load) -> None:
        work = load("""
            def texts
              ["é".encode("ISO-8859-1"), "é".encode("UTF-16LE"), String.new << "ab", [104, 105].pack("C*"), 5.to_s]
            end
            def data
              broken = "\\xd8".dup.force_encoding("UTF-16LE")
              ["\\xff\\x00".b, "\\xffabc", "é".b, "\\x80".dup.force_encoding("US-ASCII"), broken]
            end
            def echo(value) = value
        """)
        assert work.texts() == ["é", "é", "ab", "hi", "5"]
        assert work.data() == [b"\xff\x00", b"\xffabc", "é".encode(), b"\x80", b"\xd8"]
        assert work.echo([b"ascii", b""]) == [b"ascii", b""]

    def test_that_cannot_be_a_key_are_refused_in_words(self, load: Load) -> None:
        work = load("def keyed = { { a: 1 } => 2 }\ndef fine = { [1] => 2 }")
        with pytest.raises(TypeError, match="a Hash inside a key or a Set cannot cross"):
            work.keyed()
        assert work.fine() == {(1,): 2}

    def test_over_containers_and_texts_keep_what_they_are(self, load: Load) -> None:
        work = load("""
            class Stack < Array
              def peek = last
            end
            class Register < Hash; end
            class Name < String
              def initials = split.map { |word| word[0] }.join
            end
            def stack = Stack.new([1, 2])
            def register = Register.new.merge!(a: 1)
            def name = Name.new("ada lovelace")
        """)
        stack = work.stack()
        assert is_a(stack, list)
        assert stack == [1, 2]
        assert stack.peek() == 2
        assert (len(stack), list(stack), stack[0], 2 in stack) == (2, [1, 2], 1, True)
        assert work.register() == {"a": 1}
        name = work.name()
        assert is_a(name, str)
        assert name == "ada lovelace"
        assert name.initials() == "al"


class TestObjects:
    def test_that_are_structs_have_fields(self, load: Load) -> None:
        work = load("""
            Point = Struct.new(:x, :y) do
              def norm = Math.sqrt((x * x) + (y * y))
            end
            Entry = Struct.new(:name, :size, keyword_init: true)
        """)
        point = work.Point(3, 4)
        assert (point.x, point.y, point.norm()) == (3, 4, 5.0)
        point.x = 6
        assert point == work.Point(6, 4)
        assert (list(point), point[0], len(point)) == ([6, 4], 6, 2)
        assert repr(point) == "#<struct Point x=6, y=4>"
        assert work.Entry(name="a", size=2).size == 2

    def test_compare_and_reckon_as_their_class_says(self, load: Load) -> None:
        work = load("""
            class Version
              include Comparable
              attr_reader :parts
              def initialize(text) = @parts = text.split(".").map(&:to_i)
              def <=>(other) = other.is_a?(Version) ? parts <=> other.parts : nil
              def to_s = parts.join(".")
            end
            class Vector
              attr_reader :x
              def initialize(x) = @x = x
              def +(other) = Vector.new(x + other.x)
              def *(factor) = Vector.new(x * factor)
              def -@ = Vector.new(-x)
              def [](index) = index.zero? ? x : raise(IndexError, "index #{index}")
              def coerce(number) = [self, number]
              def ==(other) = other.is_a?(Vector) && x == other.x
              def hash = x.hash
              def call(number) = x * number
              def close = @x = 0
            end
            class Ordered
              attr_reader :rank
              def initialize(rank) = @rank = rank
              def <=>(other) = rank <=> other.rank
            end
        """)
        assert work.Version("1.10") > work.Version("1.9")
        assert max([work.Version("1.2"), work.Version("1.10")], key=lambda version: version.parts).to_s() == "1.10"
        with pytest.raises(ValueError, match="comparison of Version with 1 failed"):
            assert work.Version("1") < 1
        vector = work.Vector(3)
        assert (vector + work.Vector(4)).x == 7
        assert [(vector * 2).x, (2 * vector).x, (-vector).x, vector[0], vector(5)] == [6, 6, -3, 3, 15]
        assert vector == work.Vector(3)
        assert {vector, work.Vector(3)} == {vector}
        with pytest.raises(IndexError, match="index 1"):
            assert vector[1]
        with vector as same:
            assert same is vector
        assert vector.x == 0
        ranks = sorted([work.Ordered(2), work.Ordered(1)])
        assert [each.rank for each in ranks] == [1, 2]

    def test_may_answer_to_names_that_they_do_not_define(self, load: Load) -> None:
        work = load("""
            class Config
              def initialize(values) = @values = values
              def respond_to_missing?(name, _private = false) = @values.key?(name.to_s) || super
              def method_missing(name, *args)
                return super unless respond_to_missing?(name)
                args.empty? ? @values[name.to_s] : @values[name.to_s] = args.first
              end
              def add(name, value) = define_singleton_method(name) { value }
            end
            class Ghost < BasicObject
              def method_missing(name, *args) = "#{name} #{args}"
            end
        """)
        config = work.Config({"port": 80})
        assert config.port == 80
        with pytest.raises(AttributeError, match="undefined method `host'"):
            _ = config.host
        config.add("host", "localhost")
        assert config.host() == "localhost"
        assert work.Ghost().anything == "anything []"

    def test_keep_what_is_private_to_themselves(self, load: Load) -> None:
        work = load("""
            class Account
              def initialize = @pin = 1234
              private
              def pin = @pin
            end
        """)
        with pytest.raises(AttributeError, match="private method `pin' called"):
            _ = work.Account().pin
        assert vars(work.Account()) == {"pin": 1234}

    def test_may_be_frozen(self, load: Load) -> None:
        work = load("def frozen = [1, 2].freeze\ndef add(items) = items.freeze << 3")
        assert work.frozen() == [1, 2]
        with pytest.raises(RuntimeError, match="can't modify frozen Array") as caught:
            work.add([1])
        assert type(caught.value).__name__ == "FrozenError"


class TestIterators:
    def test_go_step_by_step(self, load: Load) -> None:
        work = load("""
            def squares = Enumerator.new { |found| 1.step { |number| found << number * number } }
            def even = (1..).lazy.select(&:even?).map { |number| number * 10 }
            def pairs = { a: 1, b: 2 }.each
            class Tree
              include Enumerable
              def initialize(*items) = @items = items
              def each(&block)
                return to_enum unless block
                @items.each(&block)
              end
              def each_pair = @items.each { |item| yield item, item * 2 }
            end
        """)
        squares = work.squares()
        assert list(itertools.islice(squares, 3)) == [1, 4, 9]
        assert [next(squares), next(squares), squares.peek(), squares.next()] == [16, 25, 36, 36]
        assert squares.first(2) == [1, 4]
        assert work.even().first(2) == [20, 40]
        assert list(itertools.islice(work.even(), 2)) == [20, 40]
        assert list(work.pairs()) == [["a", 1], ["b", 2]]
        tree = work.Tree(1, 2)
        assert (list(tree), list(tree.each()), 2 in tree, list(reversed(tree))) == ([1, 2], [1, 2], True, [2, 1])
        found: list[Any] = []
        tree.each_pair(lambda one, other: found.append((one, other)))
        assert found == [(1, 2), (2, 4)]

    def test_may_ask_the_test_from_within(self, load: Load) -> None:
        work = load("""
            def mapped(function) = Enumerator.new { |found| 3.times { |number| found << function.call(number) } }
            def mapped_first(function) = mapped(function).next
            def nested(function) = function.call(-> { mapped(function).next })
        """)
        assert list(work.mapped(lambda number: number * 2)) == [0, 2, 4]
        assert work.mapped_first(lambda number: number + 1) == 1
        assert work.nested(lambda given: given() if callable(given) else given + 5) == 5
