"""Jobs in Redis, for workers that may die: a job is always in one list, and moves in one step."""

from small_redis import Redis

WAITING = "jobs"


def _taken(worker):
    return f"jobs:{worker.lower()}"


def put(port, job):
    """Add a job, a text, behind all that are waiting."""
    with Redis(port=port) as redis:
        redis.rpush(WAITING, job)


def take(port, worker):
    """Give the job that has waited longest to a worker; None if none is waiting."""
    with Redis(port=port) as redis:
        return redis.lmove(WAITING, _taken(worker), "LEFT", "RIGHT")


def done(port, worker, job):
    """Cross a job off that the worker has; whether the worker had it."""
    with Redis(port=port) as redis:
        return redis.lrem(_taken(worker), 1, job) == 1


def recover(port, worker):
    """Have all jobs that a dead worker had wait again; how many there were."""
    count = 0
    with Redis(port=port) as redis:
        while redis.lmove(_taken(worker), WAITING, "RIGHT", "LEFT") is not None:  # the newest first, each to the front
            count += 1
    return count
