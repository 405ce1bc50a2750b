import json
import os
import struct
import sys

def message(content):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    os.write(4, struct.pack(">I", len(data)) + data)

def current_id():
    """The id of the question that is being answered, from the driver's own frame."""
    frame = sys._getframe()
    while frame is not None:
        for value in frame.f_locals.values():
            if isinstance(value, dict) and "id" in value and "method" in value: return value["id"]
        frame = frame.f_back


def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

import dataclasses

def reply(value): message({"jsonrpc": "2.0", "id": current_id(), "result": {"value": value}})

def describe(**odd):
    """Answer with an object, and its class's description when that is asked for."""
    plain = {"name": "int", "qualname": "int", "module": "builtins", "special": ["__eq__", "__bool__"], "hashable": True,
             "like": None, "value": None, "bases": [], "methods": []}
    reply({"object": [5, 6, "builtins", "int"]})
    while True:
        length = struct.unpack(">I", os.read(3, 4))[0]
        os.read(3, length)
        flat = [part for pair in {**plain, **odd}.items() for part in pair]
        message({"jsonrpc": "2.0", "id": 0, "result": {"value": {"dict": flat}}})

def password(): describe(value={"global": ["builtins", "str"]}, names=["__eq__"])
def code(): describe(bases=[{"global": ["builtins", "int"]}], special=["__init_subclass__", "__getattribute__"])
def words(): describe(like="list", abstract=["Sequence"] * 10_000)
def table(): describe(fields=[[f"field{number}", True, True, True] for number in range(20_000)])
