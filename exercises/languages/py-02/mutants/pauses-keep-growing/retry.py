"""A decorator that calls again what has failed."""

from functools import wraps


def retry(attempts, delay, clock, *, on=Exception, longest=60, deadline=None):
    """Return a decorator for functions that may fail for a moment.

    Args:
        attempts: how often the function is called at most.
        delay: seconds before the second attempt; before each further one, twice as many as before the last.
        clock: has `now()`, the time in seconds, and `sleep(seconds)`.
        on: the class of exceptions, or a tuple of classes, that is worth another attempt.
        longest: the most seconds between two attempts.
        deadline: seconds from the first attempt on; an attempt that would begin later is not made.

    Raises:
        ValueError: there is to be no attempt.
    """
    if attempts < 1:
        raise ValueError(f"attempts must be 1 or more, not {attempts}")

    pause = delay

    def decorate(function):
        @wraps(function)
        def retrying(*args, **kwargs):
            nonlocal pause
            start, left = clock.now(), attempts - 1
            while True:
                try:
                    return function(*args, **kwargs)
                except on:
                    pause = min(pause, longest)
                    late = deadline is not None and clock.now() + pause > start + deadline
                    if not left or late:
                        raise
                clock.sleep(pause)
                pause, left = 2 * pause, left - 1

        return retrying

    return decorate
