"""Makes calls to AWS, whichever they are, one after the other.

Standard input is JSON: a list of {"service", "operation", "parameters",
"credentials"?}. Standard output is a list of {"result"}, or {"code", "status"}
where AWS answered with an error.
"""
import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

# boto3 would look for a profile whose name is empty
os.environ.pop("AWS_PROFILE", None)
ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
# what is refused is asked once
ONCE = Config(retries={"total_max_attempts": 1})


def credentials_of(call):
    given = call.get("credentials")
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given.get("SessionToken"),
    } if given else {}


def ask(call):
    client = boto3.client(
        call["service"],
        endpoint_url=ENDPOINT,
        region_name=os.environ["AWS_REGION"],
        config=ONCE,
        **credentials_of(call),
    )
    try:
        return {"result": getattr(client, call["operation"])(**call["parameters"])}
    except ClientError as error:
        return {
            "code": error.response["Error"]["Code"],
            "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
        }


def plain(value):
    """What JSON does not know: a date, or a body."""
    return value.read().decode() if hasattr(value, "read") else str(value)


print(json.dumps([ask(call) for call in json.load(sys.stdin)], default=plain))
