"""What a test finds by a name in Ruby, and the interpreter that a solution finds."""

from __future__ import annotations

import pytest

from sandbox.errors import MissingName
from tests.sandbox.driver_process import is_a
from tests.sandbox.ruby.conftest import Load


class TestNames:
    def test_may_end_with_a_question_mark_or_an_exclamation_mark(self, load: Load) -> None:
        work = load("""
            def even?(number) = number.even?
            def shout!(text) = text.upcase
            class Basket
              def initialize = @items = []
              def empty? = @items.empty?
              def clear! = @items.clear
            end
        """)
        assert work.even(4) is True
        assert work.shout("a") == "A"
        basket = work.Basket()
        assert basket.empty() is True
        assert basket.clear() == []

    def test_of_the_language_itself_are_not_the_solutions(self, load: Load) -> None:
        work = load("def answer = 42")
        for name in ("puts", "format", "inspect", "String", "Set", "JSON", "Gem", "SolutionDriver", "MAIN"):
            with pytest.raises(MissingName, match=r"it defines: answer$"):
                getattr(work, name)

    def test_of_the_language_are_the_solutions_where_it_defines_them(self, load: Load) -> None:
        work = load("""
            def format(text) = "<#{text}>"
            def self.select(items) = items.first
            class Integer
              def self.zero = 0
              def doubled = 2 * self
            end
            def twice(number) = number.doubled
        """)
        assert work.format("a") == "<a>"
        assert work.select([3, 4]) == 3
        assert work.Integer is int
        assert work.twice(4) == 8

    def test_in_modules_are_reached_through_them(self, load: Load) -> None:
        work = load("""
            module Geometry
              UNIT = "cm"
              class Circle
                attr_reader :radius
                def initialize(radius) = @radius = radius
              end
              def self.unit_circle = Circle.new(1)
              module_function
              def area(side) = side * side
            end
        """)
        assert work.Geometry.UNIT == "cm"
        assert work.Geometry.area(3) == 9
        assert work.Geometry.unit_circle().radius == 1
        assert is_a(work.Geometry.unit_circle(), work.Geometry.Circle)
        assert work.Geometry.Circle.__qualname__ == "Geometry::Circle"
        assert work.Geometry.Circle.__name__ == "Circle"

    def test_mean_what_they_mean_now(self, load: Load) -> None:
        work = load("""
            def act = "old"
            def change = eval("def act = 'new'", TOPLEVEL_BINDING)
        """)
        assert work.act() == "old"
        work.change()
        assert work.act() == "new"

    def test_cannot_be_set_by_a_test(self, load: Load) -> None:
        work = load("LIMIT = 1")
        with pytest.raises(AttributeError, match="LIMIT="):
            work.LIMIT = 2
        assert work.LIMIT == 1


class TestTheInterpreter:
    def test_is_as_when_a_file_is_run_by_hand(self, load: Load) -> None:
        work = load("""
            def arguments = ARGV
            def input = gets
            def script = __FILE__ == $PROGRAM_NAME
            def encodings = [Encoding.default_external, "é".encoding, __ENCODING__].map(&:to_s)
            def folder = Dir.glob("*").sort
            raise "run as a script" if __FILE__ == $0
        """)
        assert work.arguments() == []
        assert work.input() is None
        assert work.script() is False
        assert work.encodings() == ["UTF-8"] * 3
        assert work.folder() == ["work.rb"]

    def test_has_no_library_that_was_not_required(self, load: Load) -> None:
        work = load("""
            def known
              [defined?(JSON), defined?(OpenStruct), 1.respond_to?(:to_json), respond_to?(:jj, true),
               String.respond_to?(:json_creatable?), $LOADED_FEATURES.grep(%r{json/common|ostruct}).size]
            end
            def parse(text)
              require "json"
              JSON.parse(text)
            end
            def generate(value) = JSON.generate(value) + value.to_json
        """)
        assert work.known() == [None, None, False, False, False, 0]
        assert work.parse('{"a": [1, 2.5, null]}') == {"a": [1, 2.5, None]}
        assert work.generate([1, "é"]) == '[1,"é"][1,"é"]'
        assert work.parse("[]") == []

    def test_may_have_a_class_called_json(self, load: Load) -> None:
        work = load("""
            class JSON
              def self.parse(text) = "own #{text}"
            end
        """)
        assert work.JSON.parse("x") == "own x"

    def test_brings_gems_when_they_are_asked_for(self, load: Load) -> None:
        work = load("""
            def newer?(one, other) = Gem::Version.new(one) > Gem::Version.new(other)
            def missing
              require "not_a_library"
            end
        """)
        with pytest.raises(ImportError, match="cannot load such file -- not_a_library") as caught:
            work.missing()
        assert type(caught.value).__name__ == "LoadError"
        assert [frame[2] for frame in vars(caught.value)["learner_traceback"]] == ["missing"]
        assert work.newer("1.10", "1.9") is True

    def test_loads_files_that_require_each_other_once(self, load: Load) -> None:
        work = load(
            "$loaded = ($loaded || 0) + 1\nrequire_relative 'other'\ndef answer = other + $loaded",
            other="require_relative 'work'\ndef other = 41",
        )
        assert work.answer() == 42

    def test_may_have_a_top_level_method_of_any_name(self, load: Load) -> None:
        work = load("""
            def name = "own"
            def call(number) = number
            def class_of(value) = value.class.to_s
            def hash = 1
            def method = 2
        """)
        assert [work.name(), work.call(3), work.class_of(1)] == ["own", 3, "Integer"]
        assert work.hash() == 1
