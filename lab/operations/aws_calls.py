"""Makes calls to AWS with boto3, which knows every service.

Each line of standard input is JSON: {"env", "calls"}, where a call is
[service, operation, parameters]. Each is answered with a line of JSON, a list
of {"result"}, or {"code", "status"} where AWS answered with an error.
"""
import functools
import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

# boto3 would look for a profile with an empty name
os.environ.pop("AWS_PROFILE", None)
NO_RETRIES = Config(retries={"total_max_attempts": 1})


@functools.cache
def client_of(service, endpoint, region, *credentials):
    return boto3.client(service, region, None, True, None, endpoint, *credentials, config=NO_RETRIES)


def call_aws(env, service, operation, parameters):
    names = "ENDPOINT_URL", "REGION", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"
    client = client_of(service, *(env.get(f"AWS_{name}") or None for name in names))
    try:
        return {"result": getattr(client, operation)(**parameters)}
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return {"code": error.response["Error"]["Code"], "status": status}


def to_json(value):
    """Converts what JSON does not have: a body or a date."""
    return value.read().decode() if hasattr(value, "read") else str(value)


for line in sys.stdin:
    request = json.loads(line)
    replies = [call_aws(request["env"], *call) for call in request["calls"]]
    print(json.dumps(replies, default=to_json), flush=True)
