"""A queue of jobs, made from two stacks."""


class EmptyQueue(Exception):
    """There is no job to take or to look at."""


class JobQueue:
    """Jobs come out in the order in which they came in."""

    def __init__(self, jobs):
        self._inbox = list(jobs)
        self._outbox = []

    def __len__(self):
        return len(self._inbox) + len(self._outbox)

    def enqueue(self, job):
        """Put a job at the end of the queue."""
        self._inbox.append(job)

    def dequeue(self):
        """Take the oldest job out and return it."""
        self._fill_outbox()
        return self._outbox.pop()

    def peek(self):
        """Return the oldest job and leave it in the queue."""
        self._fill_outbox()
        return self._outbox.pop()

    def take(self, count):
        """Take the `count` oldest jobs out, or as many as there are."""
        return [self.dequeue() for _ in range(min(count, len(self)))]

    def _fill_outbox(self):
        """See to it that the oldest job is on top of the outbox."""
        if self._outbox:
            return
        while self._inbox:
            self._outbox.append(self._inbox.pop())
        if not self._outbox:
            raise EmptyQueue("no job is waiting")
