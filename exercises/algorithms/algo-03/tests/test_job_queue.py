"""First in, first out: a queue of jobs that stays fast."""

import pytest

WAITING = 700_000
SINGLE = 2_000
BATCH = 500_000


class Asked:
    """A queue of the learner's and the calls made on it, so that a message can be followed by hand."""

    def __init__(self, solution, jobs):
        self.queue = solution.JobQueue(jobs)
        self.calls = [f"a JobQueue of {shown(jobs)}"]

    def enqueue(self, job):
        self.calls.append(f"enqueue({shown(job)})")
        self.queue.enqueue(job)

    def expect(self, call, expected, rule):
        """Make one call, written as a learner types it (`take(3)`), and compare what comes back."""
        name, argument = call.rstrip(")").split("(")
        self.calls.append(call)
        method = getattr(self.queue, name)
        self.compare(method(int(argument)) if argument else method(), expected, rule)

    def expect_size(self, expected, rule):
        self.calls.append("how many are waiting")
        self.compare(len(self.queue), expected, rule)

    def compare(self, answer, expected, rule):
        if not same(answer, expected):
            self.fail(f"  gave      {shown(answer)}\n  expected  {shown(expected)}", rule)

    def expect_empty(self, queue_empty, name):
        """Make one call that has to raise EmptyQueue."""
        rule = f"`{name}` on an empty queue ends in the exception EmptyQueue."
        self.calls.append(f"{name}()")
        try:
            answer = getattr(self.queue, name)()
        except queue_empty:
            return
        except Exception as other:  # noqa: BLE001  whatever else was raised is shown with the rule
            self.fail(f"  gave      the exception {type(other).__name__}\n  expected  the exception EmptyQueue", rule)
        self.fail(f"  gave      {shown(answer)}\n  expected  the exception EmptyQueue", rule)

    def fail(self, what, rule):
        calls = self.calls if len(self.calls) <= 12 else ["...", *self.calls[-12:]]
        pytest.fail("\n".join([f"Rule: {rule}", *calls, what]), pytrace=False)


def same(answer, expected):
    """Equal and of the same type: neither True nor an object that agrees with everything stands for 1."""
    if type(expected) is list:
        return type(answer) is list and list(map(type, answer)) == list(map(type, expected)) and answer == expected
    return type(answer) is type(expected) and answer == expected


def shown(value):
    """A value as a learner can read it, in whatever language, and shortened where it is a long list."""
    if type(value) is list:
        few = value if len(value) <= 20 else value[:5]
        return f"[{', '.join(map(shown, few))}{f', ... {len(value)} in all' if few is not value else ''}]"
    return "nothing" if value is None else repr(value)


@pytest.mark.example
def test_the_oldest_job_comes_out_first(solution):
    """The job that came in first comes out first"""
    rule = "jobs come out in the order in which they came in."
    asked = Asked(solution, ["welcome mail", "invoice"])
    asked.enqueue("reminder")
    for job in ("welcome mail", "invoice", "reminder"):
        asked.expect("dequeue()", job, rule)


def test_a_queue_that_starts_empty(solution):
    """A queue made from an empty list can be filled"""
    rule = "a queue made from an empty list is empty, and ready for use."
    asked = Asked(solution, [])
    asked.expect_size(0, rule)
    asked.enqueue("invoice")
    asked.expect_size(1, rule)
    asked.expect("dequeue()", "invoice", rule)


@pytest.mark.hint("New jobs must not land on top of older ones. When is it safe to pour the inbox over?")
def test_jobs_put_in_between_wait_their_turn(solution):
    """Jobs put in between two others wait their turn"""
    rule = "jobs come out in the order in which they came in, however the calls are mixed."
    asked = Asked(solution, [1, 2, 3])
    asked.expect("dequeue()", 1, rule)
    asked.enqueue(4)
    asked.expect("dequeue()", 2, rule)
    asked.enqueue(5)
    for job in (3, 4, 5):
        asked.expect("dequeue()", job, rule)


def test_the_size_counts_every_waiting_job(solution):
    """The size counts every job that is waiting"""
    rule = "the size of a queue is how many jobs are waiting."
    asked = Asked(solution, ["a", "b", "c"])
    asked.expect_size(3, rule)
    asked.expect("dequeue()", "a", "the oldest job comes out first.")
    asked.expect_size(2, rule)
    asked.enqueue("d")
    asked.expect_size(3, rule)
    asked.expect("take(2)", ["b", "c"], "`take` returns the oldest jobs, oldest first.")
    asked.expect_size(1, rule)


def test_peek_only_looks(solution):
    """Looking at the oldest job leaves it in the queue"""
    rule = "`peek` returns the oldest job and leaves it in the queue."
    asked = Asked(solution, ["first", "second"])
    asked.expect("peek()", "first", rule)
    asked.expect("peek()", "first", rule)
    asked.expect_size(2, rule)
    asked.expect("dequeue()", "first", rule)
    asked.expect("peek()", "second", rule)


def test_an_empty_queue_says_so(solution):
    """An empty queue says EmptyQueue, and can be used again"""
    asked = Asked(solution, ["only"])
    asked.expect("dequeue()", "only", "the oldest job comes out first.")
    for name in ("dequeue", "peek"):
        asked.expect_empty(solution.EmptyQueue, name)
    asked.enqueue("next")
    asked.expect("dequeue()", "next", "the queue can be used again after EmptyQueue.")


def test_a_batch_of_jobs(solution):
    """A batch holds the oldest jobs, oldest first"""
    rule = "`take(count)` takes the oldest jobs out and returns them as a list, oldest first."
    asked = Asked(solution, [1, 2, 3, 4])
    asked.expect("take(3)", [1, 2, 3], rule)
    asked.enqueue(5)
    asked.enqueue(6)
    asked.expect("take(2)", [4, 5], rule)
    asked.expect("take(0)", [], rule)
    asked.expect("dequeue()", 6, rule)


def test_a_batch_is_short_when_few_jobs_wait(solution):
    """A batch is short when few jobs are waiting, and empty when none are"""
    rule = "`take` returns fewer jobs where fewer are waiting, never an error."
    asked = Asked(solution, ["a", "b"])
    asked.expect("take(5)", ["a", "b"], rule)
    asked.expect("take(5)", [], rule)
    asked.expect_size(0, "the size of a queue is how many jobs are waiting.")


@pytest.mark.hint("An empty queue is one whose size is 0, whatever the job on top looks like.")
def test_jobs_that_count_as_false(solution):
    """0, an empty text and nothing are jobs like any other"""
    rule = "a job can be any value, also 0, an empty text or nothing."
    asked = Asked(solution, [0, "", None])
    asked.expect("peek()", 0, rule)
    for job in (0, "", None):
        asked.expect("dequeue()", job, rule)
    asked.enqueue(None)
    asked.expect_size(1, rule)
    asked.expect("take(3)", [None], rule)


def test_two_queues_do_not_share_jobs(solution):
    """Two queues share nothing"""
    rule = "two queues share nothing."
    mails = Asked(solution, ["welcome mail"])
    reports = Asked(solution, [])
    mails.enqueue("invoice")
    reports.expect_size(0, f"{rule} Another queue holds two jobs at this moment.")
    reports.enqueue("sales")
    reports.expect("dequeue()", "sales", f"{rule} Another queue holds two jobs at this moment.")
    mails.expect("take(5)", ["welcome mail", "invoice"], rule)


def test_the_list_it_was_made_from_is_left_as_it_was(solution):
    """The list a queue was made from is left as it was"""
    rule = "the list a queue is made from is left as it was."
    jobs = ["a", "b", "c"]
    asked = Asked(solution, jobs)
    if jobs != ["a", "b", "c"]:
        asked.fail(f"  gave      {jobs!r} as the list afterwards\n  expected  ['a', 'b', 'c'] as before", rule)
    asked.expect("dequeue()", "a", "the first of the list is the oldest job.")


@pytest.mark.points(2)
def test_random_steps(solution, reference, rng):
    """Agrees with the reference on 150 random steps"""
    rule = "jobs come out in the order in which they came in, however the calls are mixed."
    jobs = [f"job {number}" for number in range(rng.randint(0, 4))]
    asked, right = Asked(solution, jobs), reference.JobQueue(list(jobs))
    for number in range(150):
        step = rng.choice(["enqueue", "enqueue", "dequeue", "peek", "take", "size"])
        if step == "enqueue" or (step in ("dequeue", "peek") and not len(right)):
            asked.enqueue(f"new job {number}")
            right.enqueue(f"new job {number}")
        elif step == "take":
            count = rng.randint(0, 3)
            asked.expect(f"take({count})", right.take(count), rule)
        elif step == "size":
            asked.expect_size(len(right), rule)
        else:
            asked.expect(f"{step}()", getattr(right, step)(), rule)


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("How often is one job moved from one stack to the other before it leaves?")
def test_single_jobs_in_time(solution):
    """Single jobs come out fast while 700,000 are waiting"""
    rule = "with 700,000 jobs waiting, 2,000 single calls of dequeue take less than five seconds."
    asked = Asked(solution, list(range(WAITING)))
    for number in range(SINGLE):
        asked.expect("dequeue()", number, rule)
    asked.enqueue("last")
    asked.expect_size(WAITING - SINGLE + 1, "the size of a queue is how many jobs are waiting.")


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("Taking from the front of a list moves every job that is left.")
def test_large_batches_in_time(solution):
    """A batch of 500,000 out of 700,000 jobs comes out fast"""
    rule = "with 700,000 jobs waiting, one take of 500,000 takes less than five seconds."
    asked = Asked(solution, list(range(WAITING)))
    asked.expect(f"take({BATCH})", list(range(BATCH)), rule)
    asked.expect("dequeue()", BATCH, rule)
