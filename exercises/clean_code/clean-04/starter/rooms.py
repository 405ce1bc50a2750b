DAY = 24 * 60


def minutes(time):
    hour, colon, minute = time.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2):
        raise ValueError(f"{time!r} is no time")
    if int(minute) > 59 or int(hour) * 60 + int(minute) > DAY:
        raise ValueError(f"{time!r} is not on a day")
    return int(hour) * 60 + int(minute)


def clock(count):
    return f"{count // 60:02}:{count % 60:02}"


def common(first, second):
    start = max(minutes(first[0]), minutes(second[0]))
    end = min(minutes(first[1]), minutes(second[1]))
    return max(end - start, 0)


def gaps(bookings, opens="8:00", closes="18:00"):
    found = []
    free_from = minutes(opens)
    for start, end in sorted((minutes(start), minutes(end)) for start, end in bookings):
        if start > free_from:
            found.append((clock(free_from), clock(start)))
        free_from = max(free_from, end)
    if minutes(closes) > free_from:
        found.append((clock(free_from), clock(minutes(closes))))
    return found
