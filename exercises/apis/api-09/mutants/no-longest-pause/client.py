"""Asks a service that has bad days."""

from email.utils import parsedate_to_datetime

RETRIED = (429, 502, 503, 504)
IDEMPOTENT = ("GET", "HEAD", "PUT", "DELETE")
LONGEST_PAUSE, LONGEST_WAIT = 30, 120


class RequestFailed(Exception):
    """There is no good answer; `status` is that of the last one, None if there was none."""

    def __init__(self, status):
        super().__init__(f"status {status}" if status else "no answer")
        self.status = status


def fetch(send, clock, method, path, attempts=4):
    """Send a request until it is answered well, and return the body of the answer.

    Args:
        send: called with method and path; gives status, headers and body, or raises ConnectionError.
        clock: has now() and sleep(seconds).
        method: "GET", "POST" and so on.
        path: where to.
        attempts: how often to try at most.
    """
    attempt = 0
    while True:
        attempt += 1
        try:
            status, headers, body = send(method, path)
        except ConnectionError:
            status, headers, body = None, {}, None
        if status is not None and 200 <= status < 300:
            return body
        if attempt == attempts or not worth_another(method, status):
            raise RequestFailed(status)
        pause = retry_after(headers, clock)
        if pause is None:
            pause = 2 ** (attempt - 1)
        if pause > LONGEST_WAIT:
            raise RequestFailed(status)
        clock.sleep(pause)


def worth_another(method, status):
    """429 says that nothing was done. After anything else, only what may be done twice is tried again."""
    return status == 429 or (method in IDEMPOTENT and (status is None or status in RETRIED))


def retry_after(headers, clock):
    """The seconds that the server asks for, as a number or as a date; None if it does not say, or makes no sense."""
    text = next((value.strip() for name, value in headers.items() if name.lower() == "retry-after"), "")
    if text.isascii() and text.isdecimal():
        return int(text)
    try:
        return max(0, parsedate_to_datetime(text).timestamp() - clock.now())
    except (TypeError, ValueError):
        return None
