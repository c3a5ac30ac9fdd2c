"""Corrects which receive gets which message of moto's SQS."""
import select
import socket
import time
from copy import deepcopy

from flask import g, has_request_context, request
from moto.core.utils import unix_time_millis
from moto.sqs.models import SQSBackend, _filter_message_attributes
from moto.sqs.responses import SQSResponse

# Seconds after which a waiting receive checks that its client is still connected.
CHECK_INTERVAL = 0.25
# Number of receives of a queue that are remembered for retries.
ATTEMPTS_KEPT = 1000


def deliver_to_one_connected_receiver():
    """Corrects four differences of moto from AWS. Concurrent receives may get the same
    message. A long poll checks only at its start which FIFO groups are in
    flight, so a message may overtake the one before it, or wait although its
    group is free. A receive polls without pause while every visible message is
    blocked by its group. And a receive whose client has disconnected still
    takes messages, which are then invisible until the timeout."""

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
            while not messages and not _client_has_disconnected():
                messages = _take(queue, count, visibility_timeout)
                left = until - time.monotonic()
                if messages or left <= 0:
                    break
                pause = min(left, CHECK_INTERVAL, _until_next(queue))
                queue._messages_lock.wait(pause)
            _note_attempt(queue, messages)
            return [
                _copy(message, message_attribute_names or []) for message in messages
            ]

    SQSBackend.receive_message = receive_message


def remember_receive_attempts():
    """Returns the same messages when a receive from a FIFO queue is retried with
    the same ReceiveRequestAttemptId, as long as they are unchanged. moto returns
    none while they are invisible."""
    moto_receive = SQSResponse.receive_message

    def receive_message(self):
        g.attempt_id = self._get_param("ReceiveRequestAttemptId")
        return moto_receive(self)

    SQSResponse.receive_message = receive_message


def _client_has_disconnected():
    """Tells whether the client of the current request has closed its connection."""
    if not has_request_context():
        return False
    connection = request.environ["werkzeug.socket"]
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


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
    """Takes the next messages and makes them invisible. Those that were received
    too often are dead-lettered instead."""
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
            _dead_letter(queue, message)
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


def _dead_letter(queue, message):
    """Moves a message to the dead-letter queue. moto uses add_message, which
    drops messages whose deduplication id is there already."""
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
    """Returns the seconds until the next invisible or delayed message can be taken."""
    now = unix_time_millis()
    times = (max(each.visible_at, each.delayed_until) for each in queue._messages)
    return min((at - now for at in times if at > now), default=60_000) / 1000


def apply():
    deliver_to_one_connected_receiver()
    remember_receive_attempts()
