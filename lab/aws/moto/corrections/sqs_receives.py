"""SQS: who gets what is on a queue."""
import time
from copy import deepcopy

from flask import g
from moto.core.utils import unix_time_millis
from moto.sqs.models import SQSBackend, _filter_message_attributes
from moto.sqs.responses import SQSResponse

from .connection import client_is_gone

# Seconds after which a waiting receive looks whether its client is still there.
LOOK_AFTER = 0.25
# How many receives of a queue can be tried again.
ATTEMPTS_KEPT = 1000


def deliver_to_one_receiver_that_is_there():
    """moto lets receives run beside each other, so that two may take the same
    message; it looks once, at the beginning of a long poll, which groups of a
    FIFO queue are in flight, so that a message overtakes the one before it, or
    stays while its group is free; it waits without rest while all that is
    visible is behind one in flight; and it takes messages for a client that
    closed the connection, where they stay until the time-out. AWS does none of
    this."""

    def receive_message(
        self,
        queue_name,
        count,
        wait_seconds_timeout,
        visibility_timeout,
        message_attribute_names=None,
    ):
        queue = self.get_queue(queue_name)
        until = time.monotonic() + wait_seconds_timeout
        with queue._messages_lock:
            messages = _taken_by_this_attempt(queue)
            while not messages and not client_is_gone():
                messages = _take(queue, count, visibility_timeout)
                left = until - time.monotonic()
                if messages or left <= 0:
                    break
                pause = min(left, LOOK_AFTER, _until_next(queue))
                queue._messages_lock.wait(pause)
            _note_attempt(queue, messages)
            return [
                _copy(message, message_attribute_names or []) for message in messages
            ]

    SQSBackend.receive_message = receive_message


def know_receives_that_are_tried_again():
    """A receive of a FIFO queue whose answer was lost, and that is tried again
    with the same ReceiveRequestAttemptId, gets the same messages from AWS as
    long as nothing was done to them; from moto none, while they are hidden."""
    moto_receive = SQSResponse.receive_message

    def receive_message(self):
        g.attempt_id = self._get_param("ReceiveRequestAttemptId")
        return moto_receive(self)

    SQSResponse.receive_message = receive_message


def _taken_by_this_attempt(queue):
    attempts = getattr(queue, "attempts", {})
    return [
        message
        for message, receipt in attempts.get(g.get("attempt_id"), [])
        if message in queue._messages
        and message.receipt_handle == receipt
        and not message.visible
    ]


def _note_attempt(queue, messages):
    if not queue.fifo_queue or not g.get("attempt_id"):
        return
    attempts = queue.attempts = getattr(queue, "attempts", {})
    attempts[g.attempt_id] = [
        (message, message.receipt_handle) for message in messages
    ]
    if len(attempts) > ATTEMPTS_KEPT:
        del attempts[next(iter(attempts))]


def _take(queue, count, visibility_timeout):
    """The next messages, hidden from other receives. Those that were received
    too often go to the dead letters instead."""
    now = unix_time_millis()
    taken = []
    in_flight = {
        message.group_id for message in queue._messages if message.visible_at > now
    }
    for message in list(queue._messages):
        if len(taken) == count:
            break
        if message.visible_at > now or message.delayed_until > now:
            continue
        if queue.fifo_queue and message.group_id in in_flight:
            continue
        if _received_too_often(queue, message):
            _put_to_dead_letters(queue, message)
            continue
        message.mark_received(visibility_timeout=visibility_timeout)
        taken.append(message)
    return taken


def _received_too_often(queue, message):
    return (
        queue.dead_letter_queue is not None
        and queue.redrive_policy
        and message.approximate_receive_count
        >= queue.redrive_policy["maxReceiveCount"]
    )


def _put_to_dead_letters(queue, message):
    """Not by add_message, as moto does, which would drop a message whose
    deduplication id lies there already."""
    queue._messages.remove(message)
    queue.deleted_messages.update(message.all_receipt_handles)
    dead_letters = queue.dead_letter_queue
    with dead_letters._messages_lock:
        dead_letters._messages.append(message)
        dead_letters._messages_lock.notify_all()


def _copy(message, attribute_names):
    copy = deepcopy(message)
    _filter_message_attributes(copy, attribute_names)
    return copy


def _until_next(queue):
    """Seconds until the next message that is hidden or delayed can be taken."""
    now = unix_time_millis()
    times = (max(each.visible_at, each.delayed_until) for each in queue._messages)
    return min((at - now for at in times if at > now), default=60_000) / 1000


def apply():
    deliver_to_one_receiver_that_is_there()
    know_receives_that_are_tried_again()
