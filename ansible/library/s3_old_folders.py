#!/usr/bin/python
"""Deletes old folders in an S3 bucket."""

DOCUMENTATION = r"""
---
module: s3_old_folders
short_description: Deletes old folders in an S3 bucket, except those to keep
description:
  - A folder is the part of a key between O(prefix) and the next slash. It is as
    old as its newest object. Objects outside of folders are kept.
  - S3's own expiry considers only age, and would delete objects that are old but
    in use.
author:
  - Polybot
options:
  bucket:
    description: The bucket's name.
    required: true
    type: str
  prefix:
    description: The common prefix of the folders' keys, ending with a slash.
    required: true
    type: str
  days:
    description: The age in days from which a folder is old.
    required: true
    type: int
  keep:
    description: Names of folders to keep regardless of their age.
    required: true
    type: list
    elements: str
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Delete versions that are not in use
  s3_old_folders:
    bucket: builds
    prefix: artifacts/polybot/
    days: 90
    keep: ["1.2.3", "1.2.2"]
"""

RETURN = r"""
deleted:
  description: The names of the folders that were deleted, or would be in check mode.
  returned: always
  type: list
  elements: str
  sample: ["1.0.0"]
"""

import datetime
from itertools import islice

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule reports it

from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)

# the most keys that S3 deletes in one call
MAX_KEYS = 1000


def read_folders(s3, bucket, prefix):
    """Returns the objects of each folder, by the folder's name."""
    folders = {}
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    for page in pages:
        for found in page.get("Contents", []):
            name, slash, _ = found["Key"].removeprefix(prefix).partition("/")
            if slash:
                folders.setdefault(name, []).append(found)
    return folders


def delete_keys(module, s3, bucket, keys):
    left = iter(keys)
    while batch := list(islice(left, MAX_KEYS)):
        answer = s3.delete_objects(
            Bucket=bucket,
            Delete={"Objects": [{"Key": key} for key in batch], "Quiet": True},
        )
        for error in answer.get("Errors", []):
            module.fail_json(
                msg=f"Cannot delete '{error['Key']}': {error['Code']} {error['Message']}"
            )


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "bucket": {"type": "str", "required": True},
            "prefix": {"type": "str", "required": True},
            "days": {"type": "int", "required": True},
            "keep": {"type": "list", "elements": "str", "required": True},
        },
        supports_check_mode=True,
    )
    bucket, prefix = module.params["bucket"], module.params["prefix"]
    if not prefix.endswith("/"):
        module.fail_json(
            msg="Cannot find folders as the prefix must end with a slash: "
            f"current value is '{prefix}'"
        )
    age = datetime.timedelta(days=module.params["days"])
    oldest = datetime.datetime.now(datetime.timezone.utc) - age
    s3 = module.client("s3")
    try:
        old = {
            name: objects
            for name, objects in read_folders(s3, bucket, prefix).items()
            if name not in module.params["keep"]
            and max(each["LastModified"] for each in objects) < oldest
        }
        if not module.check_mode:
            keys = [each["Key"] for objects in old.values() for each in objects]
            delete_keys(module, s3, bucket, keys)
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg=f"Cannot delete old folders in '{bucket}'")
    module.exit_json(changed=bool(old), deleted=sorted(old))


if __name__ == "__main__":
    main()
