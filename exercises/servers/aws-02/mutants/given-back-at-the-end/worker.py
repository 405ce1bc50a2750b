"""A worker that takes orders from a queue in SQS and loses none of them."""

import json

import boto3

BATCH = 10
WAIT_SECONDS = 1
KEPT_SECONDS = 14 * 24 * 60 * 60


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
    kept = {"MessageRetentionPeriod": str(KEPT_SECONDS)}
    failed = client.create_queue(QueueName=f"{name}-failed", Attributes=kept)["QueueUrl"]
    known = client.get_queue_attributes(QueueUrl=failed, AttributeNames=["QueueArn"])
    redrive = {"deadLetterTargetArn": known["Attributes"]["QueueArn"], "maxReceiveCount": attempts}
    orders = client.create_queue(
        QueueName=name, Attributes={"VisibilityTimeout": str(seconds), "RedrivePolicy": json.dumps(redrive)}
    )["QueueUrl"]
    return orders, failed


def work(client, orders, bake, ledger):
    """Take what waits, at most ten orders, and bake each; return how many were baked."""
    answer = client.receive_message(QueueUrl=orders, MaxNumberOfMessages=BATCH, WaitTimeSeconds=WAIT_SECONDS)
    failed = []
    baked = sum(_handled(client, orders, message, bake, ledger, failed) for message in answer.get("Messages", ()))
    for receipt in failed:
        client.change_message_visibility(QueueUrl=orders, ReceiptHandle=receipt, VisibilityTimeout=0)
    return baked


def _handled(client, orders, message, bake, ledger, failed):
    """Do what one message asks for; whether something was baked."""
    receipt = message["ReceiptHandle"]
    try:
        order = json.loads(message["Body"])
        new = not ledger.has(order["id"])
        if new:
            bake(order)
            ledger.add(order["id"])
    except Exception:  # noqa: BLE001 - whatever it was, the queue gives it to somebody again, or puts it aside
        failed.append(receipt)
        return False
    client.delete_message(QueueUrl=orders, ReceiptHandle=receipt)
    return new
