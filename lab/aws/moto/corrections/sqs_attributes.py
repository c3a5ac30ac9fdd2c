"""Corrects the attributes of moto's SQS queues."""
from moto.sqs.models import Queue


def keep_the_policy_when_others_are_set():
    """Keeps a queue's policy when another attribute is set; moto removes it."""
    moto_set = Queue._set_attributes

    def set_attributes(self, attributes, now=None):
        kept = {"Policy": getattr(self, "policy", None), **attributes}
        moto_set(self, kept, now)

    Queue._set_attributes = set_attributes


def return_the_redrive_allow_policy():
    """Returns this attribute, which moto stores but never returns."""
    Queue.redrive_allow_policy = None
    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]


def apply():
    keep_the_policy_when_others_are_set()
    return_the_redrive_allow_policy()
