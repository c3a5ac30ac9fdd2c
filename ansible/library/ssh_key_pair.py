#!/usr/bin/python
"""An SSH key pair that is on no disk: community.crypto.openssh_keypair writes files."""

DOCUMENTATION = r"""
---
module: ssh_key_pair
short_description: Makes an SSH key pair in memory
description:
  - Makes an Ed25519 key pair, or tells the public key of a private one.
  - The private key is in OpenSSH's own form, which every version of it reads.
    That of M(community.crypto.openssl_privatekey_pipe), PKCS 8, takes OpenSSH 9.6.
  - Changes nothing but what it returns; a new pair counts as changed.
author:
  - Polybot
options:
  private_key:
    description: The private key that is there already; a new one where it is empty.
    type: str
    default: ""
requirements:
  - cryptography
"""

EXAMPLES = r"""
- name: Make a key pair
  ssh_key_pair:
  register: key_pair
  no_log: true
"""

RETURN = r"""
private_key:
  description: The private key, in OpenSSH's form.
  returned: always
  type: str
public_key:
  description: The public key, as a line of C(authorized_keys).
  returned: always
  type: str
  sample: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA…
"""

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

try:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    CAN = True
except ImportError:
    CAN = False


def make_private_key():
    return (
        Ed25519PrivateKey.generate()
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.OpenSSH,
            serialization.NoEncryption(),
        )
        .decode()
    )


def public_key_of(private_key):
    return (
        serialization.load_ssh_private_key(private_key.encode(), password=None)
        .public_key()
        .public_bytes(
            serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
        )
        .decode()
    )


def main():
    module = AnsibleModule(
        # what is marked as no_log here would be blackened in the answer, too
        argument_spec={"private_key": {"type": "str", "default": "", "no_log": False}},
        supports_check_mode=True,
    )
    if not CAN:
        module.fail_json(msg=missing_required_lib("cryptography"))
    stored = module.params["private_key"].strip()
    private_key = f"{stored}\n" if stored else make_private_key()
    try:
        public_key = public_key_of(private_key)
    except ValueError as error:
        module.fail_json(msg=f"Cannot read the private key: {error}")
    module.exit_json(
        changed=not stored, private_key=private_key, public_key=public_key
    )


if __name__ == "__main__":
    main()
