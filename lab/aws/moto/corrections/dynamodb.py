"""Concurrent requests to DynamoDB."""
import functools
import threading

from moto.dynamodb.responses import DynamoHandler


def run_requests_one_at_a_time():
    """moto lets other threads write between checking a condition and writing,
    so two conditional writes may both succeed. On AWS only one does."""
    moto_call_action = DynamoHandler.call_action
    lock = threading.RLock()

    @functools.wraps(moto_call_action)
    def call_action(self):
        with lock:
            return moto_call_action(self)

    DynamoHandler.call_action = call_action


def apply():
    run_requests_one_at_a_time()
