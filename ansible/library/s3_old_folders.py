#!/usr/bin/python
"""Old folders in a bucket of S3."""

DOCUMENTATION = r"""
---
module: s3_old_folders
short_description: Deletes old folders in a bucket of S3, but for those that are to be kept
description:
  - A folder is what the keys below O(prefix) have before their next slash; it
    is as old as the newest object in it. Objects beside the folders stay.
  - S3's own expiry looks at an object's age alone, and would take away what is
    old and in use.
author:
  - Polybot
options:
  bucket:
    description: The bucket's name.
    required: true
    type: str
  prefix:
    description: What the keys of all folders begin with; it ends with a slash.
    required: true
    type: str
  days:
    description: The age from which a folder is old.
    required: true
    type: int
  keep:
    description: The names of folders that stay, whatever their age.
    required: true
    type: list
    elements: str
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Take away versions that nothing runs
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
    pass  # AnsibleAWSModule says so

from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)

# S3's limit of one call
MAX_KEYS = 1000


def read_folders(s3, bucket, prefix):
    """The objects of each folder, by its name."""
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
            msg="Cannot look for folders as the prefix must end with a slash: "
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
        module.fail_json_aws(error, msg=f"Cannot take away what is old in '{bucket}'")
    module.exit_json(changed=bool(old), deleted=sorted(old))


if __name__ == "__main__":
    main()
