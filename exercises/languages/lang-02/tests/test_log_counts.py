"""What happened, and when: the entries of a log, counted by level and hour."""

import json
from collections import Counter, OrderedDict, defaultdict

import pytest

TABLES = (dict, OrderedDict, defaultdict, Counter)
A_YEAR = 20_000


def expect(solution, lines, counts, rule):
    """Count one log and compare; the message says what was asked, what came back and which rule it breaks."""
    given = list(lines)
    gave = plain(solution.count_entries(lines))
    if gave != shown(counts):
        log = given if len(given) <= 8 else [*given[:6], f"... {len(given)} lines in all"]
        asked = "\n".join(f"    {line}" for line in log) or "    (no lines at all)"
        expected = f"  gave      {short(gave)}\n  expected  {short(shown(counts))}"
        pytest.fail(f"Rule: {rule}\nthe lines\n{asked}\n{expected}", pytrace=False)


def plain(answer):
    """The answer as text with everything in order; anything that is no table of tables of counts as it is."""
    if type(answer) not in TABLES:
        return "nothing" if answer is None else repr(answer)
    for level, hours in answer.items():
        if type(level) is not str or type(hours) not in TABLES:
            return repr(answer)
        if any(type(hour) is not str or type(count) is not int for hour, count in hours.items()):
            return repr(answer)
    return shown(answer)


def shown(counts):
    return json.dumps(counts, sort_keys=True, ensure_ascii=False)


def short(text):
    return text if len(text) <= 600 else f"{text[:600]} ..."


@pytest.mark.example
def test_one_entry(solution):
    """Counts one entry of a level and hour, and one of another"""
    rule = "the counts are by level, and in each level by hour."
    line = "2024-03-05 14:07:31 ERROR payment refused"
    expect(solution, [line], {"ERROR": {"2024-03-05 14": 1}}, rule)
    both = [line, "2024-03-06 09:00:00 INFO ready"]
    expect(solution, both, {"ERROR": {"2024-03-05 14": 1}, "INFO": {"2024-03-06 09": 1}}, rule)


def test_several_entries_of_an_hour(solution):
    """Counts several entries of one level and hour"""
    lines = [
        "2024-03-05 14:00:00 WARN slow answer",
        "2024-03-05 14:30:00 WARN slow answer",
        "2024-03-05 14:59:59 WARN slow answer",
        "2024-03-05 15:00:00 WARN slow answer",
    ]
    rule = "an hour has every entry from its first second to its last."
    expect(solution, lines, {"WARN": {"2024-03-05 14": 3, "2024-03-05 15": 1}}, rule)


def test_several_levels_in_an_hour(solution):
    """Keeps levels apart that come in the same hour"""
    lines = [
        "2024-03-05 14:00:01 INFO order 12",
        "2024-03-05 14:00:02 DEBUG cart of 3",
        "2024-03-05 14:00:03 INFO order 13",
        "2024-03-05 14:00:04 FATAL out of memory",
    ]
    hour = "2024-03-05 14"
    counts = {"INFO": {hour: 2}, "DEBUG": {hour: 1}, "FATAL": {hour: 1}}
    expect(solution, lines, counts, "each level has its own hours.")


@pytest.mark.hint("Which part of the line tells two days apart?")
def test_the_same_hour_of_two_days(solution):
    """The same hour of another day is another hour"""
    lines = [
        "2024-03-05 14:07:31 ERROR payment refused",
        "2024-03-06 14:10:00 ERROR payment refused",
        "2025-03-05 14:07:31 ERROR payment refused",
        "2024-03-06 14:20:00 ERROR payment refused",
    ]
    counts = {"ERROR": {"2024-03-05 14": 1, "2024-03-06 14": 2, "2025-03-05 14": 1}}
    expect(solution, lines, counts, "the same hour of another day is another hour.")


def test_a_log_without_entries(solution):
    """A log without entries gives an empty table"""
    rule = "there is no level and no hour without entries."
    expect(solution, [], {}, rule)
    expect(solution, ["starting up", ""], {}, rule)
    lines = ["starting up", "2024-03-06 09:00:00 INFO ready"]
    expect(solution, lines, {"INFO": {"2024-03-06 09": 1}}, "with one entry, there is one level with one hour.")


def test_levels_in_small_letters(solution):
    """Counts a level in capital letters, however it is written"""
    lines = [
        "2024-03-05 14:07:31 ERROR payment refused",
        "2024-03-05 14:41:02 error no answer from the bank",
        "2024-03-05 14:42:00 Error no answer from the bank",
        "2024-03-05 16:00:00 notice new prices",
    ]
    counts = {"ERROR": {"2024-03-05 14": 3}, "NOTICE": {"2024-03-05 16": 1}}
    expect(solution, lines, counts, "levels are counted in capital letters, and any level can come.")


def test_other_lines_are_left_out(solution):
    """Leaves out lines that are no entries"""
    lines = [
        "service 4.2 starting",
        "2024-03-05 14:07:31 ERROR payment refused",
        "    at checkout, line 212",
        "Caused by: timeout",
        "",
        "2024-03-05",
        "2024-03-05 ERROR half a time",
        "2024-03-05 14:07 ERROR no seconds",
        "14:07:31 ERROR no date",
        "ERROR 2024-03-05 14:07:31 turned round",
        "2024-03-05 14:07:31",
        "2024-03-05 14:08:00 INFO ready",
    ]
    rule = "any line that does not begin with a date, a time and a level is left out."
    expect(solution, lines, {"ERROR": {"2024-03-05 14": 1}, "INFO": {"2024-03-05 14": 1}}, rule)


@pytest.mark.hint("What does your code do with spaces at the beginning of a line?")
def test_entries_quoted_further_to_the_right(solution):
    """Leaves out what looks like an entry further to the right"""
    lines = [
        "2024-03-05 14:07:31 INFO mail received:",
        "  2024-03-04 08:00:00 ERROR quoted in the mail",
        "> 2024-03-04 08:00:00 ERROR quoted in the mail",
        "\t2024-03-04 08:00:00 ERROR quoted in the mail",
    ]
    expect(solution, lines, {"INFO": {"2024-03-05 14": 1}}, "an entry begins with its date, at the start of the line.")


@pytest.mark.hint("Where in the line is the level, and what else may have its name in it?")
def test_names_of_levels_inside_a_message(solution):
    """Only the level of the entry counts, whatever its message says"""
    lines = [
        "2024-03-05 14:07:31 INFO no ERROR since 2024-03-04 08:00:00",
        "2024-03-05 14:08:00 WARN last ERROR was 2024-03-04 09:00:00 ERROR payment refused",
        "2024-03-05 14:09:00 ERROR INFO page is down",
        "2024-03-05 14:10:00 INFO (DEBUG is off)",
    ]
    hour = "2024-03-05 14"
    counts = {"INFO": {hour: 2}, "WARN": {hour: 1}, "ERROR": {hour: 1}}
    expect(solution, lines, counts, "only the level of the entry counts, whatever its message says.")


def test_an_entry_without_a_message(solution):
    """Counts an entry that has no message"""
    lines = ["2024-03-05 14:07:31 INFO", "2024-03-05 14:07:32 INFO ", "2024-03-05 14:07:33 INFO  ready"]
    rule = "a message may follow; without one, the line ends with the level."
    expect(solution, lines, {"INFO": {"2024-03-05 14": 3}}, rule)


def test_the_lines_are_left_as_they_were(solution):
    """The caller's list is left as it was"""
    lines = ["2024-03-06 09:00:00 info ready", "  again", "2024-03-05 14:07:31 ERROR payment refused"]
    before = list(lines)
    counts = {"INFO": {"2024-03-06 09": 1}, "ERROR": {"2024-03-05 14": 1}}
    expect(solution, lines, counts, "the counts are by level and hour.")
    if lines != before:
        pytest.fail(
            "Rule: the list of lines belongs to the caller and is left as it was.\n"
            f"  gave      {short(repr(lines))} as the list afterwards\n"
            f"  expected  {before!r} as before",
            pytrace=False,
        )


@pytest.mark.points(2)
def test_random_logs(solution, reference, rng):
    """Agrees with the reference on 40 random logs"""
    for _ in range(40):
        lines = [random_line(rng) for _ in range(rng.randrange(12))]
        counts = reference.count_entries(list(lines))
        expect(solution, lines, counts, "all of the prompt; this is a random log.")


def random_line(rng):
    """An entry, or now and then something else; few days and hours, so that they meet again."""
    moment = f"2024-0{rng.randint(1, 2)}-0{rng.randint(1, 2)} {rng.choice(['00', '09', '14'])}:{rng.randint(10, 59)}:07"
    level = rng.choice(["INFO", "info", "Warn", "WARN", "ERROR", "error", "DEBUG"])
    message = rng.choice(["", " ready", " ERROR 3 of 4", " retry at 2024-01-01 00:00:00 WARN", "  two  spaces"])
    line = f"{moment} {level}{message}"
    if rng.random() < 0.75:
        return line
    return rng.choice(["", f" {line}", moment, f"{moment}{level}", f"{level} {moment}", "    at checkout, line 212"])


@pytest.mark.points(2)
@pytest.mark.limit(seconds=3)
@pytest.mark.hint("How often does your code look at each line?")
def test_a_year_of_lines_in_time(solution, rng):
    """20,000 lines of a whole year take less than three seconds"""
    levels = ["INFO", "INFO", "INFO", "WARN", "ERROR"]
    counts = {}
    lines = []
    for _ in range(A_YEAR - 1_000):
        hour = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02} {rng.randint(0, 23):02}"
        level = rng.choice(levels)
        lines.append(f"{hour}:{rng.randint(0, 59):02}:00 {level} order {rng.randint(1, 999)}")
        hours = counts.setdefault(level, {})
        hours[hour] = hours.get(hour, 0) + 1
    busy = "2025-01-01 12"
    lines += [f"{busy}:00:{number % 60:02} INFO sale" for number in range(1_000)]
    counts["INFO"][busy] = 1_000
    expect(solution, lines, counts, "20,000 lines of a whole year take less than three seconds.")
