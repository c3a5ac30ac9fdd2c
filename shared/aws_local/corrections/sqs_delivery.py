"""SQS: what comes on a queue, and who gets it."""
import time
from copy import deepcopy

from moto.core.utils import unix_time_millis
from moto.sqs.models import (
    DEDUPLICATION_TIME_IN_SECONDS,
    Queue,
    SQSBackend,
    _filter_message_attributes,
)

from .connection import client_is_gone

# Seconds after which a waiting receive looks whether its client is still there.
LOOK_AFTER = 0.25


def remember_deduplication_ids():
    """moto forgets a deduplication id with its message's deletion, and gives
    the second send a message id of its own; AWS remembers it for five minutes,
    and answers with the id of the first. Two sends at once count as one after
    the other."""
    moto_add_message = Queue.add_message

    def add_message(self, message):
        with self._messages_lock:
            if not self.fifo_queue:
                return moto_add_message(self, message)
            sent = getattr(self, "sent_messages", {})
            oldest = unix_time_millis() - DEDUPLICATION_TIME_IN_SECONDS * 1000
            self.sent_messages = {
                name: first
                for name, first in sent.items()
                if first.sent_timestamp > oldest
            }
            first = self.sent_messages.setdefault(message.deduplication_id, message)
            if first is message:
                return moto_add_message(self, message)
            message.id = first.id
            message.sequence_number = first.sequence_number

    Queue.add_message = add_message


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
            while not client_is_gone():
                messages = _take(queue, count, visibility_timeout)
                left = until - time.monotonic()
                if messages or left <= 0:
                    return [
                        _copy(message, message_attribute_names or [])
                        for message in messages
                    ]
                pause = min(left, LOOK_AFTER, _until_next(queue))
                queue._messages_lock.wait(pause)
        return []

    SQSBackend.receive_message = receive_message


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
    remember_deduplication_ids()
    deliver_to_one_receiver_that_is_there()
