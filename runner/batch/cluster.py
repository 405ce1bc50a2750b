"""Beyond one machine: submissions go to the workers of a Dask cluster that exists already.

There is no scheduler of our own: a lost worker's submissions go to another one, because Dask sees to that. Reading what
was handed in, knowing what is known, and keeping results stay here, so the file of results is the same. What crosses is
JSON (``runner.batch.node``): the id and version of an exercise, and a submission's files; what comes back is checked as
any report is. A worker with another kata, exercise or image is refused, for its results would be called the same and
would not be. Who may speak to the scheduler can have the workers run anything: that is how Dask is made.
"""

from __future__ import annotations

import base64
import json
import logging
import queue
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.outcome import Verdict
from graders.run import Outcome
from runner.batch import node
from runner.batch.store import grader_version
from runner.errors import NoSandbox, ReportFormatError, UsageProblem
from runner.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runner.batch.engine import Task

SCHEME = "dask://"
CHUNK = 4
"""How many submissions go to a worker together, at most: they share what starting a grader costs."""
AHEAD = 2
"""How many chunks there are for each thread of a worker: one in work, one waiting."""
CONNECT_SECONDS = 10.0
LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What all workers have in common.

    Attributes:
        sandbox: the backend that they use.
        images: what identifies each image on it.
        gaps: what it does not hold there.
        threads: how many submissions they work on at once.
    """

    sandbox: str
    images: Mapping[str, str]
    gaps: tuple[str, ...]
    threads: int


class Cluster:
    """A connection to a scheduler, as a place where gradings run.

    Args:
        address: ``dask://HOST:PORT``.
        sandbox: ``auto`` or the name of a backend, for the workers.
        trusted: whether they may use a plain process.

    Raises:
        UsageProblem: Dask is not installed, nobody answers there, or the workers differ.
        NoSandbox: a worker has none.
    """

    def __init__(self, address: str, *, sandbox: str, trusted: bool) -> None:
        self._client = _connect(address)
        try:
            self.about = self._ask(sandbox, trusted=trusted)
        except BaseException:
            self._client.close()
            raise
        self._waiting: list[Task] = []
        self._sent: dict[Any, list[Task]] = {}
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def _ask(self, sandbox: str, *, trusted: bool) -> About:
        """Find out what each worker has, and see that it is the same."""
        threads = sum(self._client.nthreads().values())
        if not threads:
            raise UsageProblem("the cluster has no workers", next_step="start some: `dask worker HOST:PORT`")
        asked = json.dumps({"about": sandbox, "trusted": trusted})
        answers = self._client.run(node.work, asked, on_error="return")
        known: dict[str, Any] = {}
        first = ""
        for worker, said in sorted(answers.items()):
            if isinstance(said, BaseException):
                raise UsageProblem(
                    f"the worker {worker} cannot grade: {type(said).__name__}: {said}",
                    next_step="install the same kata there, in the Python that runs the worker",
                )
            told = json.loads(said)
            if "refused" in told:
                raise NoSandbox(f"the worker {worker} cannot grade", where=told["refused"])
            if told["grader"] != grader_version():
                raise UsageProblem(f"the worker {worker} has another version of kata", next_step="install the same one")
            if known and told != known:
                raise UsageProblem(
                    f"the workers {first} and {worker} differ in their sandboxes or images",
                    next_step="build the images once and give them to all workers, or name a --sandbox that all have",
                )
            known, first = told, first or worker
        return About(sandbox=known["sandbox"], images=known["images"], gaps=tuple(known["gaps"]), threads=threads)

    def image(self, name: str) -> str:
        """What identifies an image."""
        return self.about.images[name]

    @property
    def room(self) -> bool:
        """Whether there is room for another one."""
        there = len(self._waiting) + sum(map(len, self._sent.values()))
        return there < self.about.threads * CHUNK * AHEAD

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._waiting or self._sent)

    def begin(self, task: Task) -> None:
        """Take a submission, and send it with others of its kind."""
        if self._waiting and _kind(self._waiting[0]) != _kind(task):
            self._send()
        self._waiting.append(task)
        if len(self._waiting) >= CHUNK:
            self._send()

    def _send(self) -> None:
        tasks, self._waiting = self._waiting, []
        grading = tasks[0].grading
        asked = {
            "grader": grader_version(),
            "exercise": tasks[0].exercise.id,
            "version": tasks[0].exercise.version,
            "language": grading.language,
            "sandbox": grading.sandbox,
            "image": tasks[0].image,
            "seed": grading.seed,
            "grade": [
                {
                    "key": task.key,
                    "name": task.handed.place.name,
                    "files": {path: base64.b64encode(data).decode() for path, data in task.grading.files.items()},
                }
                for task in tasks
            ],
        }
        future = self._client.submit(node.work, json.dumps(asked), pure=False)
        self._sent[future] = tasks
        future.add_done_callback(self._done.put)

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait for a worker; what has ended by then."""
        if self._waiting:
            self._send()
        while True:
            try:
                future = self._done.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if self._client.status not in {"running", "connecting"}:
                    raise NoSandbox(
                        "the cluster is gone",
                        next_step="run the same command again when it is back: what is finished is kept",
                    ) from None
                continue
            break
        tasks = self._sent.pop(future)
        reports = self._reports(future)
        for task in tasks:
            told = reports.get(task.key, "")
            yield task, _outcome(told) if told else Outcome(verdict=Verdict.ERROR, message=reports[""])

    def _reports(self, future: Any) -> dict[str, str]:
        """The reports that a worker sent, by key; under no key why there are none."""
        try:
            told = json.loads(future.result())
        except Exception as error:  # noqa: BLE001 - Dask raises whatever a worker, the network or it itself ran into
            return {"": f"the cluster lost it: {type(error).__name__}: {error}"}
        if "refused" in told:
            raise UsageProblem("a worker of the cluster cannot grade this", where=told["refused"])
        return {"": "the worker did not grade it", **told["reports"]}

    def close(self) -> None:
        """Let go of what has not begun; what a worker has begun comes to its end there."""
        self._client.cancel(list(self._sent))
        self._client.close()


def _kind(task: Task) -> tuple[str, str, int]:
    return task.exercise.id, task.grading.language, task.grading.seed


def _outcome(told: str) -> Outcome:
    try:
        found = Report.from_json(told)
    except ReportFormatError as error:
        return Outcome(verdict=Verdict.ERROR, message=f"a worker sent what is no report: {error}")
    return Outcome(
        verdict=found.verdict,
        checks=found.checks,
        message=found.message,
        info=found.sandbox,
        seconds=found.seconds,
    )


def _connect(address: str) -> Any:
    place = address.removeprefix(SCHEME)
    if not address.startswith(SCHEME) or ":" not in place:
        raise UsageProblem(f'"{address}" is no cluster', next_step=f"for example: --engine {SCHEME}scheduler:8786")
    try:
        from distributed import Client
    except ImportError:
        raise UsageProblem("Dask is not installed", next_step="install it: pip install 'kata-runner[dask]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told by us
    try:
        return Client(f"tcp://{place}", timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageProblem("no Dask scheduler answers", where=f"{place}: {error}", next_step="is it running?") from None
