"""Jobs in Redis. Try it by hand:  redis-server &  and then  python -i jobs.py"""

from small_redis import Redis


def put(port, job):
    """Add a job, a text, behind all that are waiting."""
    with Redis(port=port) as redis:
        redis.rpush("jobs", job)


def take(port, worker):
    """Give the job that has waited longest to a worker; None if none is waiting."""
    raise NotImplementedError


def done(port, worker, job):
    """Cross a job off that the worker has; whether the worker had it."""
    raise NotImplementedError


def recover(port, worker):
    """Have all jobs that a dead worker had wait again; how many there were."""
    raise NotImplementedError
