"""A queue of jobs, made from two stacks."""


class EmptyQueue(Exception):
    """There is no job to take or to look at."""


class JobQueue:
    """Jobs come out in the order in which they came in."""

    def __init__(self, jobs):
        self._jobs = list(jobs)

    def __len__(self):
        return len(self._jobs)

    def enqueue(self, job):
        """Put a job at the end of the queue."""
        self._jobs.append(job)

    def dequeue(self):
        """Take the oldest job out and return it."""
        if not self._jobs:
            raise EmptyQueue("no job is waiting")
        return self._jobs.pop()

    def peek(self):
        """Return the oldest job and leave it in the queue."""
        if not self._jobs:
            raise EmptyQueue("no job is waiting")
        return self._jobs[-1]

    def take(self, count):
        """Take the `count` oldest jobs out, or as many as there are."""
        return [self.dequeue() for _ in range(min(count, len(self)))]
