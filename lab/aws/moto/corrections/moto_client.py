"""Creates clients of the moto that `corrections_test.py` tests."""
import sys

import boto3

ENDPOINT = sys.argv[1]
OPERATOR = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


def client(service, keys=OPERATOR):
    return boto3.client(
        service, endpoint_url=ENDPOINT, region_name="us-east-1", **keys
    )
