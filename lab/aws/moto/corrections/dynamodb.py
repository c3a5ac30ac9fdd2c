"""Corrects concurrent requests to moto's DynamoDB."""
import functools
import threading

from moto.dynamodb.responses import DynamoHandler


def run_requests_one_at_a_time():
    """Lets only one of two concurrent conditional writes succeed, as on AWS. In
    moto, other threads may write between the check of a condition and the write."""
    moto_call_action = DynamoHandler.call_action
    lock = threading.RLock()

    @functools.wraps(moto_call_action)
    def call_action(self):
        with lock:
            return moto_call_action(self)

    DynamoHandler.call_action = call_action


def apply():
    run_requests_one_at_a_time()
