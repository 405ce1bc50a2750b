"""Times of the day, and when a room is free.

Times are texts like ``"9:30"``, and a booking is a pair of them: when it begins and when it ends.
"""

DAY = 24 * 60


def minutes(time):
    """Return the minutes from midnight to a time.

    The hour of ``time`` has one or two digits, the minute always two. ``"24:00"`` is the end of the day.

    >>> minutes("9:30")
    570
    >>> minutes("09:30") == minutes("9:30")
    True
    >>> minutes("24:00")
    1440

    Raises ValueError for what is no time, or none of a day:

    >>> minutes("9.30")
    Traceback (most recent call last):
    ValueError: '9.30' is no time
    >>> minutes("24:01")
    Traceback (most recent call last):
    ValueError: '24:01' is not on a day
    """
    hour, colon, minute = time.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2):
        raise ValueError(f"{time!r} is no time")
    if int(minute) > 59 or int(hour) * 60 + int(minute) > DAY:
        raise ValueError(f"{time!r} is not on a day")
    return int(hour) * 60 + int(minute)


def clock(count):
    """Return the time that is a count of minutes after midnight, its hour with two digits.

    >>> clock(570)
    '09:30'
    >>> clock(0)
    '00:00'
    """
    return f"{count // 60:02}:{count % 60:02}"


def common(first, second):
    """Return how many minutes two bookings have in common.

    Which is the first and which the second makes no difference.

    >>> common(("9:00", "11:00"), ("10:30", "12:00"))
    30

    If one begins when the other ends, they have nothing in common:

    >>> common(("9:00", "10:00"), ("10:00", "11:00"))
    0
    """
    start = max(minutes(first[0]), minutes(second[0]))
    end = min(minutes(first[1]), minutes(second[1]))
    return max(end - start, 0)


def gaps(bookings, opens="8:00", closes="18:00"):
    """Return when a room is free, as a list of pairs, the earliest first.

    ``bookings`` come in any order and may overlap. Before ``opens`` and after ``closes`` nobody is there.

    >>> gaps([("12:00", "13:00"), ("9:00", "10:30"), ("10:00", "11:00")])
    [('08:00', '09:00'), ('11:00', '12:00'), ('13:00', '18:00')]
    >>> gaps([("8:00", "18:00")])
    []
    >>> gaps([], opens="9:00", closes="12:00")
    [('09:00', '12:00')]
    """
    found = []
    free_from = minutes(opens)
    for start, end in sorted((minutes(start), minutes(end)) for start, end in bookings):
        if start > free_from:
            found.append((clock(free_from), clock(start)))
        free_from = max(free_from, end)
    if minutes(closes) > free_from:
        found.append((clock(free_from), clock(minutes(closes))))
    return found
