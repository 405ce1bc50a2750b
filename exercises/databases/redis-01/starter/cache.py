"""A cache in Redis. Try it by hand:  redis-server &  and then  python -i cache.py"""

from small_redis import Redis


def fetch(port, key, seconds, compute):
    """The value of a key: from the Redis on this port, or else computed, and kept for so many seconds."""
    raise NotImplementedError
