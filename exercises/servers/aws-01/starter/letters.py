"""An archive of letters in S3: stored once, listed by year, lent out by links that end."""

import boto3


def connect(endpoint_url, region, access_key, secret_key):
    """Return a client of S3."""


def store(client, bucket, key, data):
    """Store a letter, and say whether that was done: what is there already stays."""


def of_year(client, bucket, year):
    """Return name and size of each letter of a year, by name."""


def lend(client, bucket, key, seconds):
    """Return a link by which anybody can read a letter for a while; None if there is no such letter."""
