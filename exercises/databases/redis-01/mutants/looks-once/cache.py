"""A cache in Redis, in which one of many computes what is missing."""

import secrets
import time

from small_redis import Redis

LOCK_SECONDS = 1
PAUSE_SECONDS = 0.02
RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
"""Remove the lock if it is still ours: between asking and removing, nobody else can take it."""


def _lock(key):
    return f"{key}:lock"


def fetch(port, key, seconds, compute):
    """The value of a key: from the Redis on this port, or else computed, and kept for so many seconds."""
    token = secrets.token_hex(8)
    with Redis(port=port) as redis:
        while True:
            value = redis.get(key)
            if value is not None:
                return value
            if redis.set(_lock(key), token, nx=True, ex=LOCK_SECONDS):
                return _computed(redis, key, seconds, compute, token)
            time.sleep(PAUSE_SECONDS)


def _computed(redis, key, seconds, compute, token):
    """What nobody else computes, as long as we have the lock."""
    try:
        value = compute()
        redis.set(key, value, ex=seconds)
        return value
    finally:
        redis.eval(RELEASE, 1, _lock(key), token)
