"""What is naturally different in one language: strict expected failures, and what to expect by language."""

from __future__ import annotations

DIFFERENCES: dict[tuple[str, str], str] = {
    ("python", "test_a_tuple_that_was_changed_there_comes_back_as_it_is_now"): "a tuple cannot change in Python",
    ("python", "test_what_has_no_counterpart_is_refused_in_words"): "Python has complex numbers",
    ("python", "test_have_fields_that_are_read_by_a_call"): "a field is called nowhere in Python",
    ("javascript", "test_a_whole_float_stays_a_float"): "JavaScript has one kind of number",
    ("javascript", "test_surrogates_that_make_a_pair_stay_two"): "two halves side by side are one character there",
    ("java", "test_surrogates_that_make_a_pair_stay_two"): "two halves side by side are one character there",
    ("ruby", "test_what_has_no_counterpart_is_refused_in_words"): "Ruby has complex numbers",
}
"""By language and test: why it fails there."""

NATURAL_FAILURES: dict[str, dict[str, tuple[type[BaseException], str, str]]] = {
    "python": {
        "value": (ValueError, "ValueError", "no such value"),
        "type": (TypeError, "TypeError", "not of this type"),
        "key": (KeyError, "KeyError", "'b'"),
        "index": (IndexError, "IndexError", "list index out of range"),
        "zero": (ZeroDivisionError, "ZeroDivisionError", "zero"),
        "state": (RuntimeError, "RuntimeError", "not now"),
        "end": (StopIteration, "StopIteration", ""),
        "attribute": (AttributeError, "AttributeError", "euros"),
        "plain": (Exception, "Exception", "plain words"),
    },
    "javascript": {
        "value": (ValueError, "RangeError", "no such value"),
        "type": (TypeError, "TypeError", "not of this type"),
        "attribute": (TypeError, "TypeError", "undefined"),
        "zero": (ValueError, "RangeError", "zero"),
        "plain": (Exception, "Error", "plain words"),
    },
    "java": {
        "value": (ValueError, "IllegalArgumentException", "no such value"),
        "type": (TypeError, "ClassCastException", "String"),
        "key": (KeyError, "NoSuchElementException", "b"),
        "index": (IndexError, "ArrayIndexOutOfBoundsException", "3"),
        "zero": (ZeroDivisionError, "ArithmeticException", "zero"),
        "state": (RuntimeError, "IllegalStateException", "not now"),
        "plain": (Exception, "Exception", "plain words"),
    },
    "ruby": {
        "value": (ValueError, "ArgumentError", "no such value"),
        "type": (TypeError, "TypeError", "not of this type"),
        "key": (KeyError, "KeyError", "b"),
        "index": (IndexError, "IndexError", "3"),
        "zero": (ZeroDivisionError, "ZeroDivisionError", "divided by 0"),
        "state": (RuntimeError, "RuntimeError", "not now"),
        "end": (StopIteration, "StopIteration", ""),
        "attribute": (AttributeError, "NoMethodError", "euros"),
        "plain": (Exception, "StandardError", "plain words"),
    },
}
"""What ``fail_with`` raises by language: the builtin that it is one of, its own name, and a part of its text.

What a language does not object to (an index beyond the end, in JavaScript) is not in its row.
"""

PLAIN_NAMES = {
    "python": "two_words_joined",
    "javascript": "twoWordsJoined",
    "java": "twoWordsJoined",
    "ruby": "two_words_joined",
}
"""How a function is spelled in each language."""

SYNTAX_ERRORS = {
    "python": (5, "invalid syntax"),
    "javascript": (4, "Unexpected token"),
    "java": (5, "illegal start of expression"),
    "ruby": (4, "syntax error"),
}
"""The line and the words of the mistake in the solution ``syntax_error``."""
