"""Jobs in Redis, for workers that may die: a job is always in one list, and moves in one step."""

from small_redis import Redis

WAITING = "jobs"


def _taken(worker):
    return f"jobs:{worker}"


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
    with Redis(port=port) as redis:
        jobs = redis.lrange(_taken(worker), 0, -1)
        if jobs:
            redis.lpush(WAITING, *reversed(jobs))
            redis.delete(_taken(worker))
        return len(jobs)
