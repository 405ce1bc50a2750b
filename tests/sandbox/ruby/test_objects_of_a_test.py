"""What a Ruby solution makes of the objects of a test, and what it cannot break."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.sandbox.driver_process import is_a
from tests.sandbox.ruby.conftest import Load, Open


class TestObjectsOfATest:
    class Clock:
        def __init__(self) -> None:
            self.now = 5
            self.log: list[str] = []

        def advance(self, seconds: int, *, loud: bool = False) -> int:
            self.now += seconds
            return -self.now if loud else self.now

        def __len__(self) -> int:
            return 2

        def __iter__(self) -> Iterator[int]:
            return iter([self.now, 0])

        def __lt__(self, other: Any) -> bool:
            return bool(self.now < other.now)

        def __str__(self) -> str:
            return "a clock"

    def test_are_used_like_rubys_own(self, load: Load) -> None:
        work = load("""
            def read(clock) = [clock.now, clock.advance(2), clock.advance(1, loud: true), clock.log]
            def set(clock) = clock.now = 70
            def listed(clock) = [clock.size, clock.map { |item| item + 1 }, clock.include?(0), clock.to_s, "#{clock}"]
            def known(clock) = [clock.respond_to?(:now), clock.respond_to?(:hour), clock.nil?, clock.is_a?(Enumerable)]
            def unknown(clock) = clock.hour
            def earliest(clocks) = clocks.min
            def echo(clock) = clock
            def inner_stop(clock) = clock.each { raise StopIteration, "inner" }
        """)
        clock = self.Clock()
        assert work.read(clock) == [5, 7, -8, []]
        work.set(clock)
        assert clock.now == 70
        assert work.listed(clock) == [2, [71, 1], True, "a clock", "a clock"]
        assert work.known(clock) == [True, False, False, True]
        with pytest.raises(AttributeError, match="hour"):
            work.unknown(clock)
        other = self.Clock()
        assert work.earliest([clock, other]) is other
        assert work.echo(clock) is clock
        with pytest.raises(StopIteration):
            work.inner_stop(clock)

    def test_that_are_classes_or_tuples_with_names(self, load: Load) -> None:
        class Pair(NamedTuple):
            one: int
            other: int

        class Missing(KeyError):
            pass

        work = load("""
            def make(kind) = kind.new.advance(1)
            def sum(pair) = pair.sum
            def fail(kind) = raise(kind, "not there")
            def rescued(kind)
              yield
            rescue kind => error
              error.class.name
            end
        """)
        assert work.make(self.Clock) == 6
        assert work.sum(Pair(1, 2)) == 3
        with pytest.raises(Missing):
            work.fail(Missing)

        def fail() -> None:
            raise Missing("x")

        assert work.rescued(Missing, fail) == "Missing"
        assert work.rescued(KeyError, fail) == "Missing"
        with pytest.raises(Missing):
            work.rescued(ZeroDivisionError, fail)

    def test_are_let_go_when_nothing_holds_them(self, opened: Open) -> None:
        box = opened("def call(function) = function.call && nil\ndef collect = GC.start")
        work = box.module()
        for _ in range(300):
            work.call(lambda: True)
        work.collect()
        work.collect()
        peer: Any = box.solution._peer
        assert len(peer._handles._objects) < 200


class TestRobustness:
    def test_output_belongs_to_its_call_whatever_became_of_stdout(self, opened: Open) -> None:
        box = opened("""
            require "stringio"
            def show(text) = print(text)
            def show_twice(text) = system("echo", text) && STDERR.print(text)
            def capture
              before, $stdout = $stdout, StringIO.new
              puts "hidden"
              $stdout.string
            ensure
              $stdout = before
            end
            def lose
              $stdout = Class.new { def write(*) = 0 }.new
              puts "lost"
            end
        """)
        work = box.module()
        work.show("a")
        assert box.output() == "a"
        work.show_twice("b")
        assert box.output() == "b\nb"
        assert work.capture() == "hidden\n"
        assert box.output() == ""
        work.lose()
        assert box.output() == ""
        assert work.capture() == "hidden\n"

    def test_of_values_against_methods_defined_anew(self, load: Load) -> None:
        work = load("""
            class Array
              def each = raise("each")
              def map = raise("map")
              def size_of = length
            end
            class Hash
              def each = raise("each")
              def to_a = raise("to_a")
            end
            class Object
              def ==(other) = raise("==")
              def inspect = raise("inspect")
              def to_json(*) = raise("to_json")
            end
            class String
              def ==(other) = false
              def inspect = "?"
            end
            class NilClass
              def to_s = "nil"
            end
            def echo(value) = value
            def change(items) = items << { "a" => 1 }
            def fail = raise(ArgumentError, "told")
            def call = yield([1], { "a" => 2 })
        """)
        values: list[Any] = [1, "text", [1, [2.5, None]], {"a": {"b": []}}, (1, 2), b"\xff"]
        for value in values:
            assert work.echo(value) == value
        items: list[Any] = []
        work.change(items)
        assert items == [{"a": 1}]
        with pytest.raises(ValueError, match="told"):
            work.fail()
        assert work.call(lambda items, entries: [items, entries]) == [[1], {"a": 2}]

    def test_of_objects_that_lie_about_themselves(self, load: Load) -> None:
        work = load("""
            class Liar
              def class = Integer
              def is_a?(_) = true
              def respond_to?(*) = raise("no")
              def method(*) = raise("no")
              def public_send(*) = raise("no")
              def equal?(_) = true
              def nil? = true
              def truth = 1
            end
            def liar = Liar.new
        """)
        liar = work.liar()
        assert is_a(liar, work.Liar)
        assert liar.truth() == 1

    def test_of_threads_that_call_the_test(self, load: Load) -> None:
        work = load("""
            def all(function) = 8.times.map { |number| Thread.new { function.call(number) } }.map(&:value).sum
        """)
        assert work.all(lambda number: number * 2) == 56
