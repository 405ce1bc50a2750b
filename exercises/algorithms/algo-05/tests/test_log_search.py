"""One second in two billion records: the first and the last place of a time, in few reads."""

import pytest

NO_END = 1_000
"""More reads than any log here has records, or a search can need."""
START = 1_700_000_000


class Log:
    """A log that counts its reads, and remembers a read that it could not answer."""

    def __init__(self, count, time_of, told):
        self.count = count
        self.time_of = time_of
        self.told = told
        self.reads = 0
        self.not_there = None

    def read(self, position):
        self.reads += 1
        if type(position) is not int or not 0 <= position < self.count:
            self.not_there = self.not_there or (position,)
            raise LookupError("there is no such record in the log")
        if self.reads > NO_END:
            raise RuntimeError("too many reads")
        return self.time_of(position)


def listed(times):
    """A log of a few records, whose times a message can show."""
    return Log(len(times), times.__getitem__, f"times {times}")


def expect(solution, log, wanted, expected, rule, *, most=NO_END):
    """Search a log once; the message names the log, the time, the answer and the rule."""
    asked = f"{log.told}, looking for {wanted}"
    try:
        answer = solution.find_range(log.count, wanted, log.read)
    except Exception:
        if log.not_there is None and log.reads <= NO_END:
            raise
        answer = "an exception"
    if log.not_there is not None:
        rule = "only records that are there are read: positions from 0 to one less than the count."
        fail(rule, asked, f"a read of position {log.not_there[0]!r}", f"positions from 0 to {log.count - 1}")
    if log.reads > most:
        fail(rule, asked, f"{'more than 1000' if log.reads > NO_END else log.reads} reads", f"at most {most} reads")
    if answer is not None and (
        type(answer) not in (list, tuple) or [type(position) for position in answer] != [int, int]
    ):
        fail("return a pair of two positions (whole numbers), or nothing.", asked, repr(answer), in_words(expected))
    if answer is not None:
        answer = tuple(answer)
    if answer != expected:
        fail(rule, asked, in_words(answer), in_words(expected))


def fail(rule, asked, gave, expected):
    pytest.fail(f"Rule: {rule}\n{asked}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


def in_words(pair):
    return "no record" if pair is None else f"records {pair[0]} to {pair[1]}"


@pytest.mark.example
def test_several_records_of_one_second(solution):
    """Finds the first and the last of several records"""
    rule = "return the positions of the first and the last record with the time."
    expect(solution, listed([100, 103, 103, 103, 110]), 103, (1, 3), rule)
    expect(solution, listed([100, 101, 102, 102, 104, 107, 109]), 102, (2, 3), rule)


def test_a_single_record(solution):
    """A single record of a time is the first and the last"""
    rule = "where one record has the time, it is the first and the last."
    expect(solution, listed([100, 103, 107, 110]), 103, (1, 1), rule)
    expect(solution, listed([100, 103, 107, 110]), 107, (2, 2), rule)


def test_at_the_very_beginning_and_end(solution):
    """Finds the first and the last record of the log"""
    rule = "the first and the last record of the log count like any other."
    expect(solution, listed([100, 100, 103, 107]), 100, (0, 1), rule)
    expect(solution, listed([100, 103, 107, 107]), 107, (2, 3), rule)
    expect(solution, listed([100, 103]), 103, (1, 1), rule)
    expect(solution, listed([100, 103]), 100, (0, 0), rule)


def test_a_time_that_is_not_there(solution):
    """Finds nothing where no record has the time"""
    rule = "there is nothing to return where no record has the time."
    times = [100, 103, 103, 110]
    for wanted in (105, 99, 111, 102):
        expect(solution, listed(times), wanted, None, rule)
    expect(solution, listed(times), 110, (3, 3), "the last record has this time.")


def test_all_records_of_one_second(solution):
    """All records can have the same time"""
    rule = "all records can have the same time."
    expect(solution, listed([103] * 6), 103, (0, 5), rule)
    expect(solution, listed([103] * 5), 103, (0, 4), rule)
    expect(solution, listed([103] * 5), 104, None, rule)


def test_an_empty_log(solution):
    """A log without records has none to find, and a log of one record has one"""
    expect(solution, listed([]), 103, None, "a log can be empty.")
    expect(solution, listed([103]), 103, (0, 0), "a log can have one record.")
    expect(solution, listed([103]), 104, None, "a log can have one record, of another time.")


@pytest.mark.hint("How many records are left to look at after one read in the middle?")
def test_a_thousand_records_in_few_reads(solution, rng):
    """A thousand records take at most 25 reads"""
    rule = "1,000 records take at most 25 reads."
    for position in (0, 499, 999, rng.randrange(1_000)):
        log = Log(1_000, lambda place: START + 3 * place, "1000 records")
        expect(solution, log, START + 3 * position, (position, position), rule, most=25)
    log = Log(1_000, lambda place: START + 3 * place, "1000 records")
    expect(solution, log, START + 3 * rng.randrange(1_000) + 1, None, rule, most=25)


@pytest.mark.hint("The first one can be found by halving, and so can the last: neither by walking.")
def test_a_busy_second_in_few_reads(solution, rng):
    """A second with hundreds of records takes no more reads"""
    rule = "1,000 records take at most 25 reads, also where hundreds have the same time."
    first = rng.randrange(1, 50)
    last = first + 900

    def time_of(position):
        return START + (first if first <= position <= last else position)

    for wanted, expected in ((START + first, (first, last)), (START + first - 1, (first - 1, first - 1))):
        told = f"1000 records, {first} to {last} of the same second"
        expect(solution, Log(1_000, time_of, told), wanted, expected, rule, most=25)


@pytest.mark.points(2)
def test_random_logs(solution, reference, rng):
    """Agrees with the reference on 60 random logs"""
    for _ in range(60):
        times = sorted(rng.randint(100, 112) for _ in range(rng.randint(0, 14)))
        wanted = rng.randint(99, 113)
        expected = reference.find_range(len(times), wanted, times.__getitem__)
        expect(solution, listed(times), wanted, expected, "all of the prompt; this is a random log.")


@pytest.mark.points(2)
@pytest.mark.hint("How large can a position be here, and how large the sum of two?")
def test_two_billion_records(solution, rng):
    """Two billion records take at most 70 reads"""
    count = 2_000_000_000
    first = rng.randrange(1_200_000_000, 1_400_000_000)
    last = first + rng.randrange(300_000_000, 400_000_000)
    busy = START + first // 3 + 1

    def time_of(position):
        if position < first:
            return START + position // 3
        return busy if position <= last else busy + 1 + (position - last - 1) // 5

    rule = "2,000,000,000 records take at most 70 reads."
    for wanted, expected in ((busy, (first, last)), (busy + 1, (last + 1, last + 5)), (START - 1, None)):
        expect(solution, Log(count, time_of, "2000000000 records"), wanted, expected, rule, most=70)
