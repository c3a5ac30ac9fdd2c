"""DynamoDB under many requests at once."""
import threading

from moto.dynamodb.responses import DynamoHandler

from .locked import lock_methods


def keep_conditions_true_while_writing():
    """moto reads, judges the condition, and writes, while other threads do the
    same: two conditional writes could both succeed, and a scan fail because a
    table grew. AWS does one after the other."""
    lock_methods(DynamoHandler, ["call_action"], threading.RLock())


def apply():
    keep_conditions_true_while_writing()
