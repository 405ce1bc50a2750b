import builtins
import sys

def number(given): return number
def items(given): return int
def table(given): return sys.modules[__name__]

def text(given): return AssertionError
def is_open(given): return [lambda: given, builtins.bool][given % 2]
def opened(given): return ValueError("no")
