"""Corrects the receipt handles of messages that moto's SQS received again."""
from moto.sqs.exceptions import (
    InvalidParameterValue,
    ReceiptHandleIsInvalid,
    SQSException,
)
from moto.sqs.models import Queue, SQSBackend


class MessageNotInflight(SQSException):
    def __init__(self):
        super().__init__(
            "AWS.SimpleQueueService.MessageNotInflight",
            "The specified message isn't in flight.",
        )


def _invalid(receipt, reason):
    return InvalidParameterValue(
        f"Value {receipt} for parameter ReceiptHandle is invalid. Reason: {reason}"
    )


def _find(queue, receipt):
    """Returns the message that was received with this receipt handle; None when
    it has been deleted."""
    for message in queue._messages:
        if message.had_receipt_handle(receipt):
            return message
    if receipt in queue.deleted_messages:
        return None
    raise ReceiptHandleIsInvalid()


def delete_by_the_latest_receipt_only():
    """Deletes a message only by its latest receipt handle. moto accepts every handle
    that it ever had, even while somebody else has received it, and loses a message
    that is sent at that moment. AWS says of standard queues: "If you use an old ReceiptHandle, the
    request will succeed, but the message might not be deleted" (here it never
    is), and a FIFO queue refuses an expired handle."""

    def delete_message(self, receipt_handle):
        with self._messages_lock:
            message = _find(self, receipt_handle)
            if message is None:
                return
            is_latest = receipt_handle == message.receipt_handle
            if self.fifo_queue and (not is_latest or message.visible):
                raise _invalid(receipt_handle, "The receipt handle has expired.")
            if is_latest:
                self._messages.remove(message)
                self.deleted_messages.update(message.all_receipt_handles)
                self._messages_lock.notify_all()

    Queue.delete_message = delete_message


def change_visibility_in_flight_only():
    """Changes the visibility of a message only by its latest receipt handle, while
    it is in flight; moto accepts every handle that it ever had. Also, a message
    that becomes visible, or unblocks its group, wakes waiting receives."""
    moto_change = SQSBackend.change_message_visibility

    def change(self, queue_name, receipt_handle, visibility_timeout):
        queue = self.get_queue(queue_name)
        with queue._messages_lock:
            message = _find(queue, receipt_handle)
            if message is None or receipt_handle != message.receipt_handle:
                raise _invalid(
                    receipt_handle,
                    "Message does not exist or is not available for visibility "
                    "timeout change.",
                )
            if message.visible:
                raise MessageNotInflight()
            moto_change(self, queue_name, receipt_handle, visibility_timeout)
            queue._messages_lock.notify_all()

    SQSBackend.change_message_visibility = change


def report_failed_entries_of_a_batch():
    """Fails only the wrong entries of a batch; moto fails the whole batch."""

    def each(entries, act):
        succeeded, failed = [], []
        for entry in entries:
            try:
                act(entry)
                succeeded.append(entry["Id"])
            except SQSException as error:
                failed.append(
                    {
                        "Id": entry["Id"],
                        "SenderFault": True,
                        "Code": error.code,
                        "Message": error.message,
                    }
                )
        return succeeded, failed

    def delete_batch(self, queue_name, receipts):
        return each(
            receipts,
            lambda entry: self.delete_message(queue_name, entry["ReceiptHandle"]),
        )

    def change_batch(self, queue_name, entries):
        return each(
            entries,
            lambda entry: self.change_message_visibility(
                queue_name, entry["ReceiptHandle"], int(entry["VisibilityTimeout"])
            ),
        )

    SQSBackend.delete_message_batch = delete_batch
    SQSBackend.change_message_visibility_batch = change_batch


def apply():
    delete_by_the_latest_receipt_only()
    change_visibility_in_flight_only()
    report_failed_entries_of_a_batch()
