"""DynamoDB under many requests at once."""
import functools
import threading

from moto.dynamodb.responses import DynamoHandler


def keep_conditions_true_while_writing():
    """moto reads, judges the condition and writes while other threads do the
    same, so that two conditional writes may both succeed. AWS does one after
    the other."""
    moto_call_action = DynamoHandler.call_action
    lock = threading.RLock()

    @functools.wraps(moto_call_action)
    def call_action(self):
        with lock:
            return moto_call_action(self)

    DynamoHandler.call_action = call_action


def apply():
    keep_conditions_true_while_writing()
