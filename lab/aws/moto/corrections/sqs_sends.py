"""Corrects how moto's SQS sends messages."""
from collections.abc import Mapping

from moto.core.utils import unix_time_millis
from moto.sqs.models import DEDUPLICATION_TIME_IN_SECONDS, Queue


def remember_deduplication_ids():
    """Remembers a deduplication id for five minutes, and answers a second send with
    the first message's id, as AWS does. moto forgets the id when its message is
    deleted, and answers with a new message id. Concurrent sends are handled one at
    a time."""
    moto_add_message = Queue.add_message

    def add_message(self, message):
        with self._messages_lock:
            if not self.fifo_queue:
                return moto_add_message(self, message)
            first = _first_with_its_id(self, message)
            if first is message:
                # moto would search all messages for the id
                self._messages.append(message)
                self._messages_lock.notify_all()
            else:
                message.id = first.id
                message.sequence_number = first.sequence_number

    Queue.add_message = add_message


def _first_with_its_id(queue, message):
    """Returns the first message that was sent with this deduplication id in the
    last five minutes, which may be this one."""
    if not hasattr(queue, "sent"):
        queue.sent = {}
    oldest = unix_time_millis() - DEDUPLICATION_TIME_IN_SECONDS * 1000
    # oldest first
    while queue.sent:
        deduplication_id = next(iter(queue.sent))
        if queue.sent[deduplication_id].sent_timestamp > oldest:
            break
        del queue.sent[deduplication_id]
    return queue.sent.setdefault(message.deduplication_id, message)


def count_messages_only_when_asked():
    """Counts messages only when an attribute needs the count. moto counts them three
    times at every send: a send to a queue with a thousand messages takes thirty
    times as long as one to an empty queue."""
    moto_attributes = Queue.attributes.fget

    class Attributes(Mapping):
        def __init__(self, queue):
            self.queue = queue

        def get(self, name, default=None):
            if name == "ContentBasedDeduplication":
                return "true" if self.queue.content_based_deduplication else "false"
            return moto_attributes(self.queue).get(name, default)

        def __getitem__(self, name):
            return moto_attributes(self.queue)[name]

        def __iter__(self):
            return iter(moto_attributes(self.queue))

        def __len__(self):
            return len(moto_attributes(self.queue))

    Queue.attributes = property(Attributes)


def apply():
    remember_deduplication_ids()
    count_messages_only_when_asked()
