"""Hidden tests: jobs with a lease in Azure's blob storage, looked at and disturbed from outside."""

import base64
import hashlib
import hmac
import http.client
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest

ACCOUNT = "devstoreaccount1"
KEY = base64.b64decode("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")
SECONDS = 3
MOST = 1 << 20
AT_ONCE = 3
DAY, NEXT_DAY = "2031-04-01", "2031-04-02"
CALLED = (
    "if the job has not been done for the day, run calls work() once, writes the day to the blob and returns 'done'"
)
DONE = "if the blob holds the day already, run changes nothing and returns 'nothing to do'"
BUSY = "if another machine has the lease, run returns 'busy' at once, without calling work"
LEASED = "while the job is done, its blob is leased, for 15 to 60 seconds"
BACK = "when run is over, the lease is given back"
FAILED = "if work raises an exception, the blob stays as it was, the lease is given back, and the exception goes on"
DISTURBED = """
import sys

sys.path.append("/opt/kata/packages")
from azure.core.pipeline.transport import RequestsTransport

import nightly

send, state = RequestsTransport.send, {{"calls": 0, "done": False}}

def quicker(self, request, **options):
    if request.method == "PUT" and ("comp=lease" in request.url) == {lease} and not state["done"]:
        state["done"] = True
        nightly.connect({port}).upload_blob("bills", b"{day}", overwrite=True)
    return send(self, request, **options)

def work():
    state["calls"] += 1

RequestsTransport.send = quicker
print(nightly.run({port}, "bills", "{day}", work), state["calls"])
"""
WATCHED = """
import sys

sys.path.append("/opt/kata/packages")
from azure.core.exceptions import HttpResponseError
from azure.core.pipeline.transport import RequestsTransport

import nightly

send, state = RequestsTransport.send, {{"worked": False, "looks": False, "seen": []}}

def watched(self, request, **options):
    if state["worked"] and not state["looks"]:
        state["looks"] = True
        look(nightly.connect({port}).get_blob_client("bills"))
        state["looks"] = False
    return send(self, request, **options)

def look(blob):
    try:
        lease = blob.acquire_lease(15)
    except HttpResponseError:
        return
    state["seen"].append(blob.download_blob().readall().decode())
    lease.release()

def work():
    state["worked"] = True

RequestsTransport.send = watched
print(nightly.run({port}, "bills", "{day}", work), *[day for day in state["seen"] if day != "{day}"])
"""
TWO = """
import sys

sys.path.append("/opt/kata/packages")
import nightly

def work():
    print(nightly.run({port}, "stock", "{day}", lambda: None))

print(nightly.run({port}, "mails", "{day}", work))
"""


class Storage:
    """The storage from outside, asked as its owner. What it says is bounded: it may be the solution that speaks."""

    def __init__(self, address):
        self.address = address

    def ask(self, method, target, data=None, headers=None):
        """One request: its status, headers and body."""
        connection = http.client.HTTPConnection(*self.address, timeout=SECONDS)
        try:
            connection.request(method, target, data, {"Connection": "close", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read(MOST)
        except (OSError, http.client.HTTPException) as broken:
            pytest.fail(f"The blob storage does not answer any more: {type(broken).__name__}", pytrace=False)
        finally:
            connection.close()

    def own(self, method, path, data=None, headers=None, **query):
        """One request with all rights, by a signature for the account."""
        end = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        rights = {"sp": "rwdlac", "ss": "b", "srt": "sco", "se": end, "sv": "2018-11-09"}
        signed = [ACCOUNT, rights["sp"], rights["ss"], rights["srt"], "", end, "", "", rights["sv"], ""]
        signature = base64.b64encode(hmac.digest(KEY, "\n".join(signed).encode(), hashlib.sha256)).decode()
        target = f"/{ACCOUNT}/{quote(path)}?{urlencode({**query, **rights, 'sig': signature})}"
        return self.ask(method, target, data, headers)

    def read(self, job):
        """What the blob of a job holds; None if there is none."""
        status, _, data = self.own("GET", f"jobs/{job}")
        return data.decode("utf-8", "replace") if status == 200 else None

    def write(self, job, text):
        """Write to the blob of a job without its lease; the status."""
        return self.own("PUT", f"jobs/{job}", text.encode(), {"x-ms-blob-type": "BlockBlob"})[0]

    def lease(self, job):
        """Lease the blob of a job as another machine does; the status."""
        headers = {"x-ms-lease-action": "acquire", "x-ms-lease-duration": "60"}
        return self.own("PUT", f"jobs/{job}", b"", headers, comp="lease")[0]


@pytest.fixture
def storage(services):
    """The storage, with an empty container."""
    found = Storage(services["azure"].address)
    found.own("PUT", "jobs", restype="container")
    return found


@pytest.fixture
def port(services):
    """Where the solution finds the storage."""
    return services["azure"].port


def say(rule, asked, gave, expected):
    """End the check."""
    pytest.fail(f"Rule: {rule}.\n  {asked}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


def asks(rule, asked, answer, expected):
    """Compare one answer, types too."""
    if type(answer) is not type(expected) or answer != expected:
        say(rule, asked, answer, expected)


def told_by(session, rule, script, call):
    """What a program prints that makes a call in a process of its own."""
    done = session.run([session.python, "-c", script], seconds=12)
    if done.status != 0 or done.signal:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        say(rule, f"{call}, in a process of its own", last or f"status {done.status}", "an answer")
    return done.stdout.decode("utf-8", "replace").strip()


def runs(solution, port, rule, expected, *, job="bills", day=DAY):
    """Run a job and compare what came of it, and how often its work was done."""
    calls = []
    asked = f"run(port, {job!r}, {day!r}, work)"
    asks(rule, asked, solution.run(port, job, day, lambda: calls.append(day)), expected)
    asks(rule, f"the calls of work in {asked}", len(calls), 1 if expected == "done" else 0)


@pytest.mark.example
def test_a_job_is_done(solution, storage, port):
    """A job is done, and noted"""
    storage.write("bills", "2031-03-31")
    runs(solution, port, CALLED, "done")
    asks(CALLED, "what the blob holds then", storage.read("bills"), DAY)


def test_a_job_that_never_ran(solution, storage, port, rng):
    """A job that never ran is done"""
    rule = "if there is no such blob, the job has never been done, and run makes the blob, empty"
    job, seen = f"reports/week {rng.randrange(1, 53)}", []
    outcome = solution.run(port, job, DAY, lambda: seen.append(storage.read(job)))
    asks(rule, f"run(port, {job!r}, {DAY!r}, work)", outcome, "done")
    asks(rule, "what the blob held at each call of work", seen, [""])
    asks(CALLED, "what the blob holds then", storage.read(job), DAY)


def test_a_job_is_done_once_a_day(solution, storage, port):
    """A job is done once a day, and again on the next"""
    storage.write("bills", DAY)
    runs(solution, port, DONE, "nothing to do")
    asks(DONE, "what the blob holds then", storage.read("bills"), DAY)
    for day, outcome in ((NEXT_DAY, "done"), (NEXT_DAY, "nothing to do"), ("2031-04-03", "done")):
        runs(solution, port, CALLED if outcome == "done" else DONE, outcome, day=day)


def test_another_machine_is_at_it(solution, storage, port):
    """A job that another machine is at is left to it"""
    storage.write("bills", "2031-03-31")
    storage.lease("bills")
    begin = time.monotonic()
    runs(solution, port, BUSY, "busy")
    seconds = round(time.monotonic() - begin, 1)
    if seconds > AT_ONCE:
        say(BUSY, "the seconds that run took", seconds, "less than one")
    asks(BUSY, "what the blob holds then", storage.read("bills"), "2031-03-31")


@pytest.mark.points(2)
def test_it_is_leased_meanwhile(solution, storage, port):
    """While a job is done, nobody else can begin it, but not for ever"""
    storage.write("bills", "2031-03-31")
    seen = []

    def meanwhile():
        headers = storage.own("HEAD", "jobs/bills")[1]
        seen.extend([storage.lease("bills"), storage.write("bills", "x"), headers.get("x-ms-lease-duration")])

    asks(CALLED, "run", solution.run(port, "bills", DAY, meanwhile), "done")
    asked = "another machine's lease, its write, and the duration of yours, while work is done"
    asks(LEASED, asked, seen, [409, 412, "fixed"])


@pytest.mark.points(2)
@pytest.mark.hint("Two things have to happen after work. What can another machine do between them?")
def test_it_is_leased_until_it_is_noted(session, storage, port):
    """A job is noted before its lease is given back"""
    storage.write("bills", "2031-03-31")
    rule = "while a job is looked at and done, until the day is written, its blob is leased"
    answer = told_by(session, rule, WATCHED.format(port=port, day=DAY), "run")
    asked = "run, and the older day that another machine finds, if it tries for a lease before each request after work"
    asks(rule, asked, answer, "done")
    asks(CALLED, "what the blob holds then", storage.read("bills"), DAY)


def test_other_jobs_need_not_wait(solution, session, storage, port):
    """A job does not wait for another job"""
    storage.write("bills", "2031-03-31")
    storage.write("backup", "2031-03-31")
    storage.lease("bills")
    runs(solution, port, "jobs do not wait for other jobs", "done", job="backup")
    rule = "jobs do not wait for other jobs"
    answer = told_by(session, rule, TWO.format(port=port, day=DAY), "run")
    asks(
        rule, "run for the job stock, in the work of the job mails, and that of mails", answer.split(), ["done", "done"]
    )


def test_the_lease_is_given_back(solution, storage, port):
    """The lease is given back, whatever came of it"""
    for job, before, outcome in (("bills", "2031-03-31", "done"), ("backup", DAY, "nothing to do")):
        storage.write(job, before)
        runs(solution, port, CALLED if outcome == "done" else DONE, outcome, job=job)
        asks(BACK, f"a lease of another machine, after run returned {outcome!r}", storage.lease(job), 201)


@pytest.mark.points(2)
def test_work_that_fails(solution, storage, port):
    """Work that fails is not noted, and can be done again"""
    storage.write("bills", "2031-03-31")

    def fails():
        raise RuntimeError("no paper")

    try:
        answer = solution.run(port, "bills", DAY, fails)
    except RuntimeError:
        pass
    else:
        say(FAILED, "run, where work raises RuntimeError", answer, "RuntimeError")
    asks(FAILED, "what the blob holds then", storage.read("bills"), "2031-03-31")
    asks(FAILED, "a lease of another machine then", storage.lease("bills"), 201)


@pytest.mark.points(2)
@pytest.mark.hint("When did you look? What you saw before you had the lease may be old by now.")
def test_another_machine_has_just_done_it(session, storage, port):
    """A job that another machine has just finished is not done again"""
    storage.write("bills", "2031-03-31")
    rule = "if the blob holds the day, also if another machine has just finished, run returns 'nothing to do'"
    answer = told_by(session, rule, DISTURBED.format(port=port, day=DAY, lease=True), "run")
    asked = "run and the calls of work, if another machine finishes just before you get the lease"
    asks(rule, asked, answer, "nothing to do 0")
    asks(rule, "what the blob holds then", storage.read("bills"), DAY)


@pytest.mark.points(2)
@pytest.mark.hint("upload_blob can refuse to touch a blob that is there. Then you need not look before.")
def test_another_machine_makes_the_job_first(session, storage, port):
    """A job that another machine has just made and done is not done again"""
    rule = "if the blob holds the day, also if another machine has just made it, run returns 'nothing to do'"
    answer = told_by(session, rule, DISTURBED.format(port=port, day=DAY, lease=False), "run")
    asked = "run and the calls of work, if another machine makes the blob just before you do"
    asks(rule, asked, answer, "nothing to do 0")
    asks(rule, "what the blob holds then", storage.read("bills"), DAY)
