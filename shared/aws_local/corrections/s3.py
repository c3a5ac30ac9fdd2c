"""S3 under many requests at once."""
import threading

from moto.s3.models import S3Backend

from .locked import lock_methods


def keep_a_list_whole_while_writing():
    """moto goes through the objects while other threads put and delete some,
    which fails the list with 500."""
    names = [
        "put_object",
        "delete_object",
        "delete_objects",
        "list_objects",
        "list_object_versions",
    ]
    lock_methods(S3Backend, names, threading.RLock())


def apply():
    keep_a_list_whole_while_writing()
