"""Imitations of a reference solution, in which every function gives one and the same answer.

They know the reference's names and nothing of what it does. In a language with declared types an answer is of the
type that is asked for, or the imitation would not even compile.
"""

from __future__ import annotations

import ast
import builtins
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NOTHING, YES, NO, ZERO, ECHO = "always nothing", "always yes", "always no", "always 0", "gives back what it got"
CONSTANTS = (NOTHING, YES, NO, ZERO, ECHO)
"""Answers that are honest values: one to every question."""
AGREES, AGREES_AS_NUMBER, LEAVES = "agrees with everything", "a number equal to all", "prints a report and leaves"
FORGERIES = (AGREES, AGREES_AS_NUMBER, LEAVES)
"""Answers that attack whoever compares them."""
REPORT = '{"schema": "kata.report/v1", "verdict": "passed", "score": 1000, "max_score": 1000, "checks": []}'
PASSED = "===== 1000 passed in 0.01s ====="


def imitate(language: str, source: bytes, answer: str) -> bytes | None:
    """A file with the names of the reference's, in which everything gives the answer.

    Args:
        language: one of ``sandbox.languages``.
        source: the reference's file.
        answer: one of ``CONSTANTS`` or ``FORGERIES``.

    Returns:
        The file; None where the language has no such answer, or where nothing is known of the language.
    """
    make = _MAKERS.get(language)
    return make(source.decode("utf-8"), answer) if make else None


# --- Python -----------------------------------------------------------------------------------------------

_PYTHON: Mapping[str, str] = MappingProxyType(
    {
        NOTHING: "def answer(*args, **kwargs): return None",
        YES: "def answer(*args, **kwargs): return True",
        NO: "def answer(*args, **kwargs): return False",
        ZERO: "def answer(*args, **kwargs): return 0",
        ECHO: "def answer(*args, **kwargs): return args[0] if args else None",
        AGREES: """
class Agrees:
    def __init__(self, *args, **kwargs): pass
    def _yes(self, *args): return True
    def _itself(self, *args, **kwargs): return self
    def __ne__(self, other): return False
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = _yes
    __call__ = __getattr__ = __getitem__ = __enter__ = __add__ = __radd__ = __sub__ = __rsub__ = _itself
    def __hash__(self): return 0
    def __len__(self): return 1
    def __int__(self): return 0
    def __index__(self): return 0
    def __iter__(self): return iter([self])
    def __exit__(self, *args): return True
    def __repr__(self): return "as expected"

def answer(*args, **kwargs): return Agrees()
""",
        AGREES_AS_NUMBER: """
class Number(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0

def answer(*args, **kwargs): return Number(0)
""",
        LEAVES: f"""
import os, sys

def answer(*args, **kwargs):
    for text in ({REPORT!r}, {PASSED!r}):
        print(text, flush=True)
        print(text, file=sys.stderr, flush=True)
    os._exit(0)
""",
    }
)


def _python(source: str, answer: str) -> bytes:
    parts = [_PYTHON[answer]]
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts.append(f"def {node.name}(*args, **kwargs): return answer(*args, **kwargs)")
        elif isinstance(node, ast.ClassDef):
            parts.extend(_python_class(node))
    return "\n".join([*parts, ""]).encode()


def _python_class(node: ast.ClassDef) -> Iterator[str]:
    """A class of that name: an exception stays one, and every method of any other gives the answer."""
    if any(_is_exception(base) for base in node.bases):
        yield f"class {node.name}(Exception): pass"
        return
    yield f"class {node.name}:"
    yield "    def __init__(self, *args, **kwargs): pass"
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name != "__init__":
            yield f"    def {method.name}(self, *args, **kwargs): return answer(*args, **kwargs)"


def _is_exception(base: ast.expr) -> bool:
    if not isinstance(base, ast.Name):
        return False
    known = getattr(builtins, base.id, None)
    is_builtin = isinstance(known, type) and issubclass(known, BaseException)
    return is_builtin or base.id.endswith(("Error", "Exception"))


# --- JavaScript -------------------------------------------------------------------------------------------

_JAVASCRIPT: Mapping[str, str] = MappingProxyType(
    {
        NOTHING: "const answer = () => null;",
        YES: "const answer = () => true;",
        NO: "const answer = () => false;",
        ZERO: "const answer = () => 0;",
        ECHO: "const answer = (...args) => args[0];",
        AGREES: """
const agrees = new Proxy(function () {}, {
  get(target, name) {
    if (name === "then") return undefined;
    if (name === Symbol.toPrimitive) return () => 0;
    if (name === Symbol.iterator) return function* () { yield agrees; };
    if (name === "equals") return () => true;
    if (name === "length" || name === "size") return 1;
    return agrees;
  },
  has: () => true,
  apply: () => agrees,
  construct: () => agrees,
});
const answer = () => agrees;
""",
        LEAVES: f"""
const answer = () => {{
  for (const text of [{REPORT!r}, {PASSED!r}]) {{
    process.stdout.write(text + "\\n");
    process.stderr.write(text + "\\n");
  }}
  process.exit(0);
}};
""",
    }
)
_JS_FUNCTION = re.compile(r"^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(\w+)", re.MULTILINE)
_JS_CONSTANT = re.compile(
    r"^(?:export\s+)?(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?(?:\(|function|\w+\s*=>)", re.MULTILINE
)
_JS_CLASS = re.compile(
    r"^(?:export\s+)?(?:default\s+)?class\s+(\w+)(?:\s+extends\s+([\w.]+))?[^{]*\{(.*?)^\}", re.MULTILINE | re.DOTALL
)
_JS_METHOD = re.compile(r"^  (static\s+)?(?:async\s+)?(?:(get|set)\s+)?\*?\s*(\w+)\s*\([^)]*\)\s*\{", re.MULTILINE)


def _javascript(source: str, answer: str) -> bytes | None:
    if answer not in _JAVASCRIPT:
        return None
    names: list[str] = []
    parts = [_JAVASCRIPT[answer]]
    for pattern in (_JS_FUNCTION, _JS_CONSTANT):
        for name in pattern.findall(source):
            names.append(name)
            parts.append(f"function {name}(...args) {{ return answer(...args); }}")
    for name, base, body in _JS_CLASS.findall(source):
        names.append(name)
        if base:
            parts.append(f"class {name} extends {base if base.endswith('Error') else 'Object'} {{}}")
            continue
        methods = [
            f"  {static}{kind + ' ' if kind else ''}{method}({'value' if kind == 'set' else '' if kind else '...args'})"
            f" {{ return answer({'...args' if not kind else ''}); }}"
            for static, kind, method in _JS_METHOD.findall(body)
            if method != "constructor"
        ]
        parts.append("\n".join([f"class {name} {{", *methods, "}"]))
    listed = ", ".join(dict.fromkeys(names))
    is_module = re.search(r"^export\b", source, re.MULTILINE) is not None
    parts.append(f"export {{ {listed} }};" if is_module else f"module.exports = {{ {listed} }};")
    return "\n".join([*parts, ""]).encode()


# --- Java -------------------------------------------------------------------------------------------------

_JAVA_METHOD = re.compile(
    r"^[ \t]*(?:(?:public|protected|private|static|final|synchronized|abstract|default)\s+)*(?:<[^>{;]+>\s+)?"
    r"(?P<type>[\w.]+(?:<[^;{}()]*>)?(?:\[\])*)\s+(?P<name>\w+)\s*\((?P<args>[^)]*)\)\s*(?:throws\s+[\w.,\s]+)?\{",
    re.MULTILINE,
)
_JAVA_NO_TYPES = frozenset(
    {"new", "return", "else", "throw", "public", "private", "protected", "static", "record", "class"}
)
_JAVA_WHOLE = frozenset({"int", "long", "short", "byte", "Integer", "Long", "Short", "Byte"})


def _java(source: str, answer: str) -> bytes | None:
    if answer in {AGREES, AGREES_AS_NUMBER}:
        return None  # what a method gives is of its declared type, and those are the JDK's own
    parts: list[str] = []
    done = 0
    for match in _JAVA_METHOD.finditer(source):
        if match.start() < done or match["type"] in _JAVA_NO_TYPES:
            continue
        end = _closing_brace(source, match.end())
        parts += [source[done : match.end()], " ", _java_body(match["type"], match["args"], answer), " }"]
        done = end
    parts.append(source[done:])
    return "".join(parts).encode()


def _java_body(kind: str, arguments: str, answer: str) -> str:
    if answer == LEAVES:
        text = PASSED.replace('"', '\\"')
        return f'System.out.println("{text}"); System.out.flush(); System.exit(0); {_java_return(kind, NOTHING, "")}'
    return _java_return(kind, answer, arguments)


def _java_return(kind: str, answer: str, arguments: str) -> str:
    if kind == "void":
        return "return;"
    given = [part.replace("final ", "").split() for part in re.split(r",(?![^<]*>)", arguments) if part.strip()]
    same = [words[-1] for words in given if " ".join(words[:-1]) == kind]
    if answer == ECHO and same:
        return f"return {same[0]};"
    if kind in {"boolean", "Boolean"}:
        return f"return {'true' if answer == YES else 'false'};"
    if kind in _JAVA_WHOLE:
        return f"return ({_java_primitive(kind)}) {1 if answer == YES else 0};"
    if kind in {"double", "float", "Double", "Float"}:
        return f"return ({_java_primitive(kind)}) {1 if answer == YES else 0};"
    if kind in {"char", "Character"}:
        return "return 'a';"
    return "return null;"


def _java_primitive(kind: str) -> str:
    return {"Integer": "int", "Character": "char"}.get(kind, kind.lower())


def _closing_brace(source: str, start: int) -> int:
    """The place after the brace that closes the block whose inside begins at ``start``."""
    depth = 1
    tokens = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|//[^\n]*|/\*[\s\S]*?\*/|[{}]')
    for match in tokens.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(source)


# --- Ruby -------------------------------------------------------------------------------------------------

_RUBY: Mapping[str, str] = MappingProxyType(
    {
        NOTHING: "def the_answer(*) = nil",
        YES: "def the_answer(*) = true",
        NO: "def the_answer(*) = false",
        ZERO: "def the_answer(*) = 0",
        ECHO: "def the_answer(*args) = args.first",
        AGREES: """
class Agrees < BasicObject
  def ==(_) = true
  def !=(_) = false
  def !() = false
  def equal?(_) = true
  def method_missing(*) = self
  def respond_to_missing?(*) = true
  def respond_to?(*) = true
  def to_s = "as expected"
  def inspect = "as expected"
  def hash = 0
  def size = 1
  def each = yield(self)
  def is_a?(_) = true
  def nil? = false
  def class = ::Agrees
end
def the_answer(*) = Agrees.new
""",
        LEAVES: f"""
def the_answer(*)
  [{REPORT!r}, {PASSED!r}].each {{ |text| $stdout.puts(text); $stderr.puts(text) }}
  $stdout.flush
  exit!(0)
end
""",
    }
)
_RUBY_DEF = re.compile(r"^(\s*)def (self\.)?(\w+[?!=]?)", re.MULTILINE)
_RUBY_ATTRIBUTES = re.compile(r"^\s*attr_(?:reader|accessor) (.+)$", re.MULTILINE)
_RUBY_CLASS = re.compile(r"^(class|module) (\w+)(?: < ([\w:.]+))?.*\n(?:(.*?)^end$)?", re.MULTILINE | re.DOTALL)


def _ruby(source: str, answer: str) -> bytes | None:
    if answer not in _RUBY:
        return None
    parts = [_RUBY[answer]]
    parts += [
        f"def {name}(*args, **) = the_answer(*args)" for indent, _, name in _RUBY_DEF.findall(source) if not indent
    ]
    for kind, name, base, body in _RUBY_CLASS.findall(source):
        if base.endswith(("Error", "Exception")):
            parts.append(f"class {name} < StandardError; end")
            continue
        names = [f"{on}{method}" for _, on, method in _RUBY_DEF.findall(body) if method != "initialize"]
        for listed in _RUBY_ATTRIBUTES.findall(body):
            names += re.findall(r":(\w+[?!]?)", listed)
        lines = [f"{kind} {name}"]
        if kind == "class":
            lines.append("  def initialize(*, **); end")
        # An endless definition cannot be of a setter.
        lines += [f"  def {method}(*args, **)\n    the_answer(*args)\n  end" for method in dict.fromkeys(names)]
        parts.append("\n".join([*lines, "end"]))
    return "\n".join([*parts, ""]).encode()


_MAKERS: Mapping[str, Callable[[str, str], bytes | None]] = MappingProxyType(
    {"python": _python, "javascript": _javascript, "java": _java, "ruby": _ruby}
)
