"""Exceptions of Ruby."""

from __future__ import annotations

import pytest

from sandbox.errors import EndReason, SessionEnded
from tests.sandbox.driver_process import is_a
from tests.sandbox.ruby.conftest import Load, Open


class TestExceptions:
    def test_of_the_solution_have_readers_cause_and_kind(self, load: Load) -> None:
        work = load("""
            class Shortage < ArgumentError
              attr_reader :missing
              def initialize(missing)
                @missing = missing
                @secret = "x"
                super("#{missing} missing")
              end
            end
            module Bank
              class Error < StandardError; end
              class Closed < Error
                def message = "closed until nine"
              end
            end
            class Broken < StandardError
              def message = raise("no message")
            end
            def short = raise(Shortage, 4)
            def closed = raise(Bank::Closed)
            def broken = raise(Broken)
            def chained
              short
            rescue Shortage
              raise Bank::Error, "chained"
            end
            def kept = Shortage.new(1)
        """)
        with pytest.raises(work.Shortage, match=r"^4 missing$") as caught:
            work.short()
        assert is_a(caught.value, ValueError)
        assert caught.value.missing == 4
        assert "secret" not in vars(caught.value)
        with pytest.raises(work.Bank.Error, match=r"^closed until nine$"):
            work.closed()
        with pytest.raises(work.Broken, match="the message of this Broken raised RuntimeError"):
            work.broken()
        with pytest.raises(work.Bank.Error, match="chained") as chained:
            work.chained()
        assert isinstance(chained.value.__cause__, work.Shortage)
        assert str(work.kept()) == "1 missing"

    def test_say_where_blocks_and_rubys_own_methods_were_called(self, opened: Open) -> None:
        box = opened(
            "def outer(items)\n"
            "  items.each do |item|\n"
            "    inner(item)\n"
            "  end\n"
            "end\n"
            "def inner(item)\n"
            "  { 'a' => 1 }.fetch(item)\n"
            "end\n"
            "class Bank\n"
            "  def self.open = new.instance_eval { rob }\n"
            "  def rob\n"
            "    raise 'caught', cause: nil\n"
            "  end\n"
            "end\n"
            "def kept\n"
            "  inner('x')\n"
            "rescue KeyError => error\n"
            "  raise ArgumentError, 'again', error.backtrace\n"
            "end\n"
        )
        work = box.module()
        with pytest.raises(KeyError) as caught:
            work.outer(["a", "b"])
        frames = vars(caught.value)["learner_traceback"]
        assert frames == (("work.rb", 2, "outer"), ("work.rb", 3, "outer"), ("work.rb", 7, "inner"))
        with pytest.raises(RuntimeError) as robbed:
            work.Bank.open()
        assert vars(robbed.value)["learner_traceback"][-1] == ("work.rb", 12, "rob")
        with pytest.raises(ValueError, match="again") as again:
            work.kept()
        assert vars(again.value)["learner_traceback"] == (("work.rb", 16, "kept"), ("work.rb", 7, "inner"))

    def test_that_leave_are_told_and_nothing_ends(self, opened: Open) -> None:
        box = opened("""
            at_exit { puts "at exit" }
            def leave = exit(3)
            def give_up = abort("no more")
            def thrown = throw(:found, 1)
            def caught = catch(:found) { yield }
            def interrupt = raise(Interrupt)
            def own = raise(Exception, "own")
            def starter = raise(NotImplementedError, "two_sum is yours to write")
            def overflow = overflow + 1
            def evaluated = eval("1 +* 2")
            def later = Thread.new { Thread.current.report_on_exception = false; raise KeyError, "in a thread" }
        """)
        work = box.module()
        with pytest.raises(SystemExit) as left:
            work.leave()
        assert left.value.code == 3
        with pytest.raises(SystemExit) as gave_up:
            work.give_up()
        assert gave_up.value.code == 1
        assert box.output() == "no more\n"
        with pytest.raises(ValueError, match="uncaught throw :found"):
            work.thrown()
        with pytest.raises(RuntimeError, match="a throw cannot pass through the test"):
            work.caught(lambda _=None: work.thrown())
        with pytest.raises(Exception, match="Interrupt") as interrupted:
            work.interrupt()
        assert type(interrupted.value).__name__ == "Interrupt"
        with pytest.raises(Exception, match=r"^own$"):
            work.own()
        with pytest.raises(NotImplementedError, match="yours to write"):
            work.starter()
        with pytest.raises(RecursionError, match="stack level too deep") as overflow:
            work.overflow()
        assert len(vars(overflow.value)["learner_traceback"]) == 20
        with pytest.raises(SyntaxError, match="syntax error, unexpected"):
            work.evaluated()
        with pytest.raises(KeyError, match="in a thread"):
            work.later()
        assert not box.ended()

    def test_of_syntax_in_another_file_name_that_file(self, load: Load) -> None:
        with pytest.raises(SyntaxError) as caught:
            load("require_relative 'other'\n", other="def fine = 1\nclass small; end\n")
        error = caught.value
        assert (error.filename, error.lineno, error.text) == ("other.rb", 2, "class small; end\n")
        assert error.msg == "class/module name must be CONSTANT"
        assert error.offset == 7

    def test_end_the_process_only_when_it_is_ended(self, load: Load) -> None:
        work = load("def leave = Process.kill(:KILL, Process.pid)")
        with pytest.raises(SessionEnded) as ended:
            work.leave()
        assert ended.value.reason is EndReason.CRASHED
