"""What became of mails, told in the transaction that keeps it: the audit listens, at the edge."""

from django.dispatch import Signal

delivery_finished = Signal()  # delivery: ReportDelivery, now: datetime
report_stopped = Signal()  # receiving: Receiving, now: datetime
report_restarted = Signal()  # receiving: Receiving, actor: Actor, now: datetime
