"""Sends a job like another producer, using only the documented contract:

    python bare_job.py ENDPOINT BUCKET QUEUE PICTURE CHAT

Puts the picture in the bucket, sends the message, waits for the prediction's
record, and prints it as DynamoDB returns it.
"""
import json
import sys
import time

import boto3

endpoint, bucket, queue, picture, chat = sys.argv[1:]
TIMEOUT = 30  # seconds


def client(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )


with open(picture, "rb") as file:
    client("s3").put_object(Bucket=bucket, Key="images/cat.png", Body=file)
sqs = client("sqs")
sent = sqs.send_message(
    QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"],
    MessageBody=json.dumps({"chatId": chat, "imgName": "cat.png"}),
)
until = time.monotonic() + TIMEOUT
while time.monotonic() < until:
    found = client("dynamodb").get_item(
        TableName="talo-prediction-results",
        Key={"predictionId": {"S": sent["MessageId"]}},
    )
    if "Item" in found:
        print(json.dumps(found["Item"]))
        break
    time.sleep(0.1)
