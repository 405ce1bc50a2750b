"""What a run of the checks needs to know, and the sandboxes that it uses one after the other."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graders.called import CALLED, languages
from graders.documents.formats import FORMATS
from sandbox.errors import SandboxError, SandboxFailed, SandboxUnavailable, SessionEnded
from sandbox.languages import LANGUAGES
from sandbox.opening import Opener
from sandbox.services import tools
from sandbox.services.beside import Beside, wait_until_up
from sandbox.spec import BUILD, PACKAGES, PACKAGES_VARIABLE, SandboxSpec, package_tools

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from graders.http.spec import ServiceSpec
    from sandbox.drivers import Program
    from sandbox.programs import Connection
    from sandbox.services.running import Running
    from sandbox.session import SandboxInfo, Session
    from sandbox.spec import Limits

DRIVERS: Mapping[tuple[str, str], str] = {
    **{(grader, name): LANGUAGES[name].driver for grader in CALLED for name in languages(grader, tuple(LANGUAGES))},
    ("query", "sqlite"): "sandbox.drivers:sqlite_program",
}
"""For a grader and a language whose solution is served by a driver, the function that gives the driver's program."""

PUTS_IN_ITSELF = frozenset({"repository"})
"""Graders that put the submission into the sandbox themselves, for not all of it may go there."""

RESETS_ITSELF = frozenset({"query"})
"""Graders that let a solution near a server only where nothing can be changed, or in a database made for it."""

BESIDE = frozenset({("query", "postgresql"), ("query", "mysql")})
"""Graders and languages whose reference needs a server too: in a sandbox of its own, where nothing is handed in."""

RESET_SECONDS = 10.0
"""How long bringing back the first state of all servers may take; our time, not the solution's."""

CALLS = 50
"""How many calls of a check are kept for its message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """One submission to one exercise.

    Attributes:
        exercise_dir: the exercise's folder, with ``solution/`` and ``starter/``.
        tests_dir: the hidden tests.
        grader: which grader's fixture the tests take: ``function``, ``query``, ``repository``.
        language: the language of the submission.
        files: the submission: relative path to content; regular files only.
        handed_in: the names that the manifest asks for.
        seed: what every random choice of the run comes from.
        limits: what the solution may use.
        image: the sandbox's image, a name in the table of images.
        services: the servers that run beside the solution, by their names in the table of services.
        packages: the Python packages of the image that the solution may import.
        sandbox: ``auto`` or the name of a backend.
        pack_dir: the folder of all exercises that this one is one of, which a sandbox must not see either.
        reference_dir: the reference solution in Python; ``solution/`` of the exercise if not said.
        reference_files: the files of that solution as the manifest names them; ``handed_in`` if not said.
        serve: how the submission is started, where it is a server.
        only: the names of the tests that are run; all of them without any, or where none has such a name.
    """

    exercise_dir: Path
    tests_dir: Path
    grader: str
    language: str
    files: Mapping[str, bytes]
    handed_in: tuple[str, ...]
    seed: int
    limits: Limits
    image: str = "base"
    services: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    sandbox: str = "auto"
    pack_dir: Path | None = None
    reference_dir: Path | None = None
    reference_files: tuple[str, ...] | None = None
    serve: ServiceSpec | None = None
    only: tuple[str, ...] = ()


class Sessions:
    """The sandbox of a run: begun before it is needed, and a fresh one whenever the last has ended.

    Attributes:
        grading: what is graded.
        services: the servers in the current sandbox, by name.
        calls: the last calls to the solution in this check (``graders.messages.Call``), oldest first. A grader
            that has calls appends them; the core plugin empties it before each check.
        collected: called when the tests are collected and no sandbox has been begun: it waits until there is a
            submission (see ``graders.template``). None where there is one from the beginning.
        in_check: whether a check is under way. A session that ends in a check stays ended for that check, so
            that a solution can't buy a fresh start, or time without a deadline, by dying.
        context: what a grader adds to the message of a check that failed by an exception: what was asked and came back.
        afterwards: called when a check has come to its end, however that was; each raises what the check could not
            see, which counts unless the check has failed by itself.
    """

    def __init__(self, grading: Grading, *, collected: Callable[[], None] | None = None) -> None:
        self.collected = collected
        self.calls: deque[Any] = deque(maxlen=CALLS)
        self.in_check = False
        self.afterwards: list[Callable[[], None]] = []
        self.context: Callable[[BaseException], str] | None = None
        self._info: SandboxInfo | None = None
        self._session: Session | None = None
        self._usable: Session | None = None
        """The same, once it is ready for use."""
        self._connection: Connection | None = None
        self.services: dict[str, Running] = {}
        self._awaited = False
        self._beside: Beside | None = None
        self.adopt(grading)

    def adopt(self, grading: Grading) -> None:
        """From now on this is what is graded. Nothing may have been begun."""
        self.grading = grading
        language = LANGUAGES.get(grading.language) or FORMATS.get(grading.language)
        spec = SandboxSpec(
            image=grading.image,
            limits=grading.limits,
            hidden=tuple(str(folder) for folder in (grading.exercise_dir, grading.pack_dir) if folder is not None),
            tools=(*(language.tools if language else ()), *package_tools(grading.packages), *tools(grading.services)),
        )
        self._opener = Opener(grading.sandbox, spec)
        if (grading.grader, grading.language) in BESIDE:
            self._beside = Beside(grading.sandbox, spec, grading.services)

    @property
    def setup_seconds(self) -> float:
        """How long loading a solution may take: a language that compiles it first has time for that."""
        language = LANGUAGES.get(self.grading.language)
        serve = self.grading.serve
        own = (language.start_seconds if language else 0.0) + (serve.seconds if serve else 0.0)
        return self.grading.limits.seconds + own

    def begin(self) -> Session:
        """Start a sandbox with the submission in it and, for a grader that has one, its driver.

        Returns at once, while the sandbox still starts. Raises ``SandboxUnavailable`` where that is seen at once.
        """
        session = self._opener()
        self._session, self._connection, self._usable = session, None, None
        self._begin_services(session)
        if self._beside is not None:
            self._beside.begin()
        if self.grading.grader not in PUTS_IN_ITSELF:
            session.put({f"work/{path}": content for path, content in self.grading.files.items()})
        driver = DRIVERS.get((self.grading.grader, self.grading.language))
        if driver is not None:
            module, _, function = driver.partition(":")
            program: Program = getattr(import_module(module), function)()
            env = {PACKAGES_VARIABLE: PACKAGES} if self.grading.packages else {}
            self._connection = session.load(program, self.grading.handed_in, env=env)
        return session

    def another(self) -> Session:
        """A further sandbox like this one, with nothing in it, for what must run apart; closing it is the caller's."""
        return self._opener()

    def current(self) -> Session:
        """The live session, ready for use; a fresh one if the last has ended.

        Raises:
            SandboxUnavailable: the backend can't be used on this machine.
            SandboxFailed: the sandbox did not start.
            SessionEnded: it has ended, in this very check.
        """
        usable = self._usable
        if usable is not None and usable.ended is None:
            return usable
        while True:
            session = self._session
            if self.in_check and session is not None and session.ended is not None:
                raise session.ended
            if session is None or session.ended is not None:
                self._drop()
                session = self.begin()
            try:
                session.ready()
            except SandboxUnavailable:
                continue  # the next one may work; when none is left, begin() says so
            self._info = session.info
            self._wait_for_services()
            self._usable = session
            return session

    def beside(self) -> dict[str, Running]:
        """The servers in the other sandbox, for what must not meet a solution.

        Raises:
            SandboxFailed: they did not start.
        """
        if self._beside is None:
            raise AssertionError(f"the grader {self.grading.grader} has no servers of its own")
        return self._beside.current()

    def _begin_services(self, session: Session) -> None:
        self.services, self._awaited = {}, False
        if not self.grading.services:
            return
        from sandbox.services.running import begin

        try:
            self.services = begin(self.grading.services, session)
        except SandboxError:
            self._drop()
            raise

    def _wait_for_services(self) -> None:
        if not self._awaited:
            wait_until_up(self.services)
            self._awaited = True

    def refresh(self) -> None:
        """Before a check: have every server in the state in which it came up, by a new sandbox if need be."""
        session = self._session
        if not self.services or self.grading.grader in RESETS_ITSELF or session is None or session.ended is not None:
            return
        session.allow(RESET_SECONDS)
        try:
            for service in self.services.values():
                service.reset()
        except (SandboxFailed, SessionEnded):  # whatever the check before has made of it
            self._drop()

    @property
    def info(self) -> SandboxInfo | None:
        """Where the solution ran; None if no sandbox ever stood."""
        return self._info

    @property
    def last(self) -> Session | None:
        """The session that was used last, ended or not."""
        return self._session

    def connection(self) -> Connection:
        """The conversation with the driver of the current session."""
        self.current()
        if self._connection is None:
            raise AssertionError(f"the grader {self.grading.grader} has no driver")
        return self._connection

    @property
    def advice(self) -> str:
        """What would give a better sandbox than the one that was taken; empty if nothing is known to."""
        return next((why for why in self._opener.refusals if BUILD in why), "")

    def close(self) -> None:
        """End the sandbox, if there is one, and let go of the backend."""
        self._drop()
        self._opener.close()
        if self._beside is not None:
            self._beside.close()

    def _drop(self) -> None:
        self._usable = None
        if self._session is not None:
            self._session.close()
            self._session = self._connection = None
