"""Calls that leave the house: one guarded way out, for feeds and webhooks alike."""

from articles.outgoing.addresses import AddressRefused, Destination, check_address, read_destination
from articles.outgoing.calling import Answer, CallFailed, Limits, call
from articles.outgoing.patience import read_retry_after

__all__ = [
    "AddressRefused",
    "Answer",
    "CallFailed",
    "Destination",
    "Limits",
    "call",
    "check_address",
    "read_destination",
    "read_retry_after",
]
