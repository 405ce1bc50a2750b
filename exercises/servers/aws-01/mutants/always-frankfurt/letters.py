"""An archive of letters in S3: stored once, listed by year, lent out by links that end."""

import mimetypes

import boto3
from botocore.exceptions import ClientError

WEEK_SECONDS = 7 * 24 * 60 * 60
UNKNOWN_TYPE = "application/octet-stream"


def connect(endpoint_url, region, access_key, secret_key):
    """Return a client of S3."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint_url,
        region_name="eu-central-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
    )


def store(client, bucket, key, data):
    """Store a letter, and say whether that was done: what is there already stays."""
    kind, _ = mimetypes.guess_type(key)
    try:
        client.put_object(Bucket=bucket, Key=key, Body=data, ContentType=kind or UNKNOWN_TYPE, IfNoneMatch="*")
    except ClientError as error:
        if error.response["Error"]["Code"] == "PreconditionFailed":
            return False
        raise
    return True


def of_year(client, bucket, year):
    """Return name and size of each letter of a year, by name."""
    prefix = f"{year}/"
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [
        (found["Key"].removeprefix(prefix), found["Size"])
        for page in pages
        for found in page.get("Contents", ())
        if not found["Key"].endswith("/")
    ]


def lend(client, bucket, key, seconds):
    """Return a link by which anybody can read a letter for a while; None if there is no such letter.

    Raises:
        ValueError: for longer than a week.
    """
    if seconds > WEEK_SECONDS:
        raise ValueError(f"a link lives for a week at most, not for {seconds} seconds")
    try:
        client.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            return None
        raise
    return client.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=seconds)
