"""HAProxy: a whole configuration file, checked by ``haproxy -c`` and run in the foreground."""

from __future__ import annotations

import re

from graders.documents.handed_in import Document, fail
from graders.documents.running import Running, ask
from graders.documents.web_client import Site

_NOISE = ("haproxy version is", "path to executable is", "Fatal errors found", "Error(s) found")


class HaproxyDocument(Document):
    """What was handed in for HAProxy."""

    def accepted(self) -> None:
        """Fail the check, with HAProxy's own words, unless ``haproxy -c`` takes the file without a warning."""
        done = ask(self, ["haproxy", "-c", "-f", self.name])
        told = self.words(done.stdout + done.stderr).splitlines()
        said = [line for line in told if not any(noise in line for noise in _NOISE)]
        if done.status != 0 or any("[WARNING]" in line for line in said):
            fail("HAProxy takes the file, without a warning.", "haproxy -c said:", *said)

    def serve(self, *, port: int, host: str = "localhost", also: tuple[int, ...] = ()) -> Site:
        """Start HAProxy with the file, and wait until it listens on the port (and those named besides)."""
        rule = f"HAProxy listens on port {port}."
        if not re.search(rf"\b{port}\b", self.text()):  # else it would be waited for in vain
            fail(rule, f"{self.name} does not say so anywhere.")
        argv = ["haproxy", "-db", "-f", self.name]
        running = Running(self, "HAProxy", argv, ports=(port, *also), rule=rule)
        return Site(running, port=port, host=host)
