"""SQS: what comes on a queue."""
from moto.core.utils import unix_time_millis
from moto.sqs.models import DEDUPLICATION_TIME_IN_SECONDS, Queue


def remember_deduplication_ids():
    """moto forgets a deduplication id with its message's deletion, and gives
    the second send a message id of its own; AWS remembers it for five minutes,
    and answers with the id of the first. Two sends at once count as one after
    the other."""
    moto_add_message = Queue.add_message

    def add_message(self, message):
        with self._messages_lock:
            if self.fifo_queue:
                first = _first_with_its_id(self, message)
                if first is not message:
                    message.id = first.id
                    message.sequence_number = first.sequence_number
                    return
            moto_add_message(self, message)

    Queue.add_message = add_message


def _first_with_its_id(queue, message):
    """The message that was sent with this deduplication id in the last five
    minutes: another one, or this."""
    if not hasattr(queue, "sent"):
        queue.sent = {}
    oldest = unix_time_millis() - DEDUPLICATION_TIME_IN_SECONDS * 1000
    # in the order of their sending
    for deduplication_id, sent in list(queue.sent.items()):
        if sent.sent_timestamp > oldest:
            break
        del queue.sent[deduplication_id]
    return queue.sent.setdefault(message.deduplication_id, message)


def apply():
    remember_deduplication_ids()
