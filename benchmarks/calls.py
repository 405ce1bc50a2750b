"""What one call of a solution's function costs on each backend."""

from __future__ import annotations

import time
from pathlib import Path

from graders.function import load
from graders.grading import Grading, Sessions
from sandbox.opening import Opener
from sandbox.spec import Limits, SandboxSpec

SOLUTION = b"""
def add(a, b):
    return a + b


def same(values):
    return list(values)
"""
CALLS = 3000
LONG = 100_000
