"""A real browser for the tests: Chromium, driven by its DevTools protocol over two pipes.

The protocol (https://chromedevtools.github.io/devtools-protocol/) is JSON messages, each ended by a null byte, on the
descriptors 3 and 4 of a browser started with ``--remote-debugging-pipe``.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS = 20.0
"""How long anything may take before the test fails."""
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
    "--lang=en",
    "about:blank",
)
KEYS = {"Enter": ("\r", 13), "Tab": ("", 9), "Home": ("", 36), "End": ("", 35), "Escape": ("", 27)}
ARROWS = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
CTRL = 2


class BrowserError(Exception):
    """The browser refused a command, or went away, or the page's script threw something."""


class Browser:
    """A browser with a profile of its own, in a folder that the caller removes."""

    def __init__(self, program: str, folder: Path) -> None:
        alone = ["--no-sandbox"] if os.geteuid() == 0 else []
        # The shell puts the two pipes where the browser looks for them.
        move = 'exec "$@" 3<&0 4>&1 0</dev/null 1>&2'
        with (folder / "browser.log").open("wb") as log:
            self._process = subprocess.Popen(
                ["sh", "-c", move, "sh", program, *alone, f"--user-data-dir={folder / 'profile'}", *FLAGS],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=os.environ | {"HOME": str(folder)},
            )
        assert self._process.stdin
        assert self._process.stdout
        self._write, self._read = self._process.stdin, self._process.stdout
        self._numbers = count(1)
        self._received = b""
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Do something and wait for what came of it."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        self._write.write(json.dumps(message).encode() + b"\0")
        self._write.flush()
        until = time.monotonic() + SECONDS
        while (answer := self._next(until)).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first event like that, of those that came and those to come."""
        until = time.monotonic() + SECONDS
        seen = 0
        while True:
            for event in self.events[seen:]:
                if wanted(event):
                    return event
            seen = len(self.events)
            self.events.append(self._next(until))

    def close(self) -> None:
        """End it, and everything that it started."""
        self.call("Browser.close")
        self._write.close()
        self._process.wait(timeout=SECONDS)
        self._read.close()

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._received:
            ready, _, _ = select.select([self._read], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise BrowserError("the browser does not answer")
            chunk = os.read(self._read.fileno(), 1 << 20)
            if not chunk:
                raise BrowserError("the browser went away")
            self._received += chunk
        message, _, self._received = self._received.partition(b"\0")
        return dict(json.loads(message))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A page in a browser. Everything that its console said since it was opened is kept."""

    browser: Browser
    target: str
    session: str

    @classmethod
    def open(cls, browser: Browser, *, width: int = 1280, height: int = 900, dark: bool = False) -> Tab:
        """A new page of that size, empty."""
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = cls(browser=browser, target=target, session=session)
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            tab.call(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        tab.call("Emulation.setDeviceMetricsOverride", **size)
        scheme = "dark" if dark else "light"
        tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        return tab

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Do something in this page."""
        return self.browser.call(method, self.session, **parameters)

    def go(self, address: str) -> None:
        """Open an address and wait until all of it is there."""
        del self.browser.events[:]
        self.call("Page.navigate", url=address)
        self.browser.wait(lambda event: event.get("method") == "Page.loadEventFired" and self._mine(event))

    def run(self, script: str) -> Any:
        """The value of an expression in the page, a promise's when it is there."""
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True)
        if "exceptionDetails" in done:
            raise BrowserError(str(done["exceptionDetails"]))
        return done["result"].get("value")

    def until(self, script: str) -> Any:
        """The value of an expression as soon as it is true."""
        until = time.monotonic() + SECONDS
        while not (value := self.run(script)):
            if time.monotonic() > until:
                raise BrowserError(f"never true: {script}")
            self.run("new Promise((done) => requestAnimationFrame(done))")
        return value

    def press(self, key: str, *, ctrl: bool = False) -> None:
        """Press a key, as a person would."""
        text, code = KEYS.get(key) or ("", ARROWS[key])
        stroke: dict[str, Any] = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        if ctrl:
            stroke["modifiers"] = CTRL
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **stroke)
        self.call("Input.dispatchKeyEvent", type="keyUp", **stroke)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.call("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Click the middle of an element with the mouse."""
        script = (
            f"(() => {{ const found = document.querySelector({json.dumps(selector)});"
            " found.scrollIntoView({ block: 'center', inline: 'center' }); const box = found.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        x, y = self.run(script)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def complaints(self) -> list[str]:
        """Errors and warnings in the console since ``go``: scripts that threw, what the policy forbade."""
        self.run("0")  # what was said before is there before the answer
        found = []
        for event in filter(self._mine, self.browser.events):
            if event["method"] == "Runtime.exceptionThrown":
                found.append(str(event["params"]["exceptionDetails"]))
            elif event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in {"error", "warning"}:
                found.append(str(event["params"]["args"]))
            elif event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] in {"error", "warning"}:
                found.append(event["params"]["entry"]["text"])
        return found

    def requests(self) -> list[str]:
        """Every address that the page asked for since ``go``."""
        self.run("0")
        events = filter(self._mine, self.browser.events)
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def close(self) -> None:
        """Close the page."""
        self.browser.call("Target.closeTarget", targetId=self.target)

    def _mine(self, event: dict[str, Any]) -> bool:
        return event.get("sessionId") == self.session
