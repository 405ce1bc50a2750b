"""Has the Java driver do once what it does in most checks, so that an archive of what it loaded can be made.

Run while the image is built, with the command that starts the driver; the names of the files are added to it.
Fails when the driver does not answer as it should.
"""

from __future__ import annotations

import fcntl
import json
import os
import struct
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

HEADER = struct.Struct(">I")
SOURCE = """
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;

public class Shop {
    enum Kind { BOOK, TOY }
    record Item(String name, Kind kind, long cents) {}
    interface Stock { int count(String name); }
    static class Shelf implements Stock, Iterable<String> {
        private final Map<String, Integer> counts = new LinkedHashMap<>();
        Shelf put(String name, int count) { counts.merge(name, count, Integer::sum); return this; }
        @Override public int count(String name) { return counts.getOrDefault(name, 0); }
        @Override public Iterator<String> iterator() { return counts.keySet().iterator(); }
    }
    static class Missing extends Exception { Missing(String name) { super(name + " is missing"); } }

    static int[] doubled(int[] numbers) { return Arrays.stream(numbers).map(number -> 2 * number).toArray(); }
    static Map<String, Long> totals(List<Item> items) {
        return items.stream().collect(
            Collectors.groupingBy(Item::name, TreeMap::new, Collectors.summingLong(Item::cents)));
    }
    static List<String> mapped(Function<String, String> function, List<String> texts) {
        List<String> mapped = new ArrayList<>();
        for (String text : texts) mapped.add(function.apply(text));
        return mapped;
    }
    static void fail(String name) throws Missing { throw new Missing(name); }
}
"""
CALLS: list[tuple[str, dict[str, Any], Any]] = [
    ("import", {"name": "Shop"}, {"module": [1, "Shop"]}),
    ("get", {"on": 1, "name": "doubled"}, {"function": [2, "Shop", "doubled"]}),
    ("call", {"on": 2, "args": [[1, 2]]}, [2, 4]),
    ("invoke", {"on": 1, "name": "totals", "args": [[{"tuple": ["a", "BOOK", 5]}]]}, {"dict": ["a", 5]}),
    ("invoke", {"on": 1, "name": "mapped", "args": [{"function": [1, "m", "f"]}, ["x"]]}, ["said"]),
    ("get", {"on": 1, "name": "Shelf"}, {"class": [3, "Shop", "Shop.Shelf"]}),
    ("call", {"on": 3}, {"object": [4, 3, "Shop", "Shop.Shelf"]}),
    ("invoke", {"on": 4, "name": "put", "args": ["a", 2]}, {"object": [4, 3, "Shop", "Shop.Shelf"]}),
    ("invoke", {"on": 4, "name": "count", "args": ["a"]}, 2),
    ("special", {"on": 4, "name": "__iter__"}, None),
    ("describe", {"on": 3}, None),
    ("invoke", {"on": 1, "name": "fail", "args": ["a"]}, None),
    ("invoke", {"on": 1, "name": "doubled", "args": ["a"]}, None),
]
"""What is asked and what has to come back; None where that is too long to be written here."""


def main() -> None:
    """Start the driver, ask, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("Shop.java").write_text(SOURCE, encoding="utf-8")
        requests, answers, driver = start([*sys.argv[1:], "Shop.java"])
        for number, (method, params, expected) in enumerate(CALLS):
            send(requests, {"jsonrpc": "2.0", "id": number, "method": method, "params": params})
            answer = receive(answers)
            if "method" in answer:  # the driver calls the function that it was given
                send(requests, {"jsonrpc": "2.0", "id": answer["id"], "result": {"value": "said"}})
                answer = receive(answers)
            value = answer.get("result", {}).get("value")
            if answer["id"] != number or (expected is not None and value != expected):
                sys.exit(f"{method} {params} gave {answer}, not {expected}")
        requests.close()
        _, status = os.waitpid(driver, 0)
        sys.exit(os.waitstatus_to_exitcode(status))


def start(argv: list[str]) -> tuple[BinaryIO, BinaryIO, int]:
    """The driver with its two pipes, and its number."""
    to_driver, sending = os.pipe()
    receiving, from_driver = os.pipe()
    places = [(fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10), place) for fd, place in ((to_driver, 3), (from_driver, 4))]
    actions = [(os.POSIX_SPAWN_DUP2, fd, place) for fd, place in places]
    driver = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions)
    for fd in (to_driver, from_driver, *(fd for fd, _ in places)):
        os.close(fd)
    return os.fdopen(sending, "wb", buffering=0), os.fdopen(receiving, "rb"), driver


def send(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Send one message."""
    payload = json.dumps(message).encode()
    stream.write(HEADER.pack(len(payload)) + payload)


def receive(stream: BinaryIO) -> dict[str, Any]:
    """The next message."""
    message: dict[str, Any] = json.loads(stream.read(*HEADER.unpack(stream.read(HEADER.size))))
    return message


if __name__ == "__main__":
    main()
