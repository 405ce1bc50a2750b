"""A worker that takes orders from a queue in SQS and loses none of them."""

import boto3


def connect(endpoint_url, region, access_key, secret_key):
    """Return a client of SQS."""
    return boto3.client(
        "sqs",
        endpoint_url=endpoint_url,
        region_name=region,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
    )


def make_queues(client, name, seconds, attempts):
    """Make a queue, and the one where its orders go that fail; return both addresses."""


def work(client, orders, bake, ledger):
    """Take what waits, at most ten orders, and bake each; return how many were baked."""
