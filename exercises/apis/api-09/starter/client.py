"""Asks a service that has bad days."""


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
    raise NotImplementedError("fetch is yours to write")
