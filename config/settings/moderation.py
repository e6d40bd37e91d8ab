"""Our own settings, one comment each."""

from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

_env = Env()


def _network(written: str) -> str:
    try:
        return str(ip_network(written.strip()))
    except ValueError as error:
        raise ImproperlyConfigured(f"OUTGOING_ALLOWED_NETWORKS: {error}; write networks as 10.20.0.0/16") from None


# What editors own: lexicons, parties, desks, wires, routes, roles, reports, demo copy.
SEEDS_DIR = _env.path("SEEDS_DIR", Path(__file__).resolve().parents[2] / "seeds")

# Where people reach this house; the links in mails begin with it.
SITE_ADDRESS = _env.str("SITE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

# A file above this many bytes is refused at upload.
UPLOAD_LARGEST_BYTES = 2 * 1024 * 1024

# Feeds and webhooks go to public addresses only, and to the networks named here, such as 10.20.0.0/16. What is no
# network is refused now: found out by a call, it would keep every message and every feed from going anywhere.
OUTGOING_ALLOWED_NETWORKS: list[str] = _env.list("OUTGOING_ALLOWED_NETWORKS", [], subcast=_network)

# Feeds and webhooks go to these ports only.
OUTGOING_PORTS: list[int] = _env.list("OUTGOING_PORTS", [80, 443], subcast=int)

# A feed's answer above this many bytes is not read.
FEED_LARGEST_BYTES = 8 * 1024 * 1024

# The folder that holds a folder for each wire that pushes files; where it is not set, none is watched.
WATCHED_FOLDERS: Path | None = _env.path("WATCHED_FOLDERS", None)

# Django must accept what we then measure and refuse with a reason of our own; the sum leaves room for two files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * UPLOAD_LARGEST_BYTES

# Tables to which the application's database role may only add: no update, no delete, no truncate.
MODERATION_APPEND_ONLY_TABLES = [
    "articles_articleversion",
    "moderation_auditevent",
    "moderation_audithead",
    "moderation_decision",
    "moderation_deskhistory",
    "moderation_deskmembershiphistory",
    "moderation_disposition",
    "moderation_duetimehistory",
    "moderation_escalation",
    "moderation_lexicondrafthistory",
    "moderation_lexiconrelease",
    "moderation_reportsubscriptionhistory",
    "moderation_reviewplanhistory",
    "moderation_reviewplanversion",
    "moderation_rolehistory",
    "moderation_routehistory",
    "moderation_routingdecision",
    "moderation_standingexceptionhistory",
    "moderation_stepapproval",
    "moderation_webhookendpointhistory",
    "moderation_wirehistory",
]

# Signs the checkpoints of the audit history; where it is not set, the secret key does.
MODERATION_CHECKPOINT_KEY = _env.str("MODERATION_CHECKPOINT_KEY", "")

# A queued run whose message was lost is picked up by the sweep after this long; a running one counts as lost.
MODERATION_SWEEP_QUEUED_AFTER = timedelta(seconds=30)
MODERATION_SWEEP_RUNNING_AFTER = timedelta(seconds=60)
# What the sweep has sent rests so long before it is sent once more: most of a long queue is not lost but in its turn.
MODERATION_SWEEP_AGAIN_AFTER = timedelta(minutes=10)

# While a webhook's new secret replaces the old one, messages are signed with both for this long.
WEBHOOK_ROTATION_OVERLAP = timedelta(hours=24)

# Whether what was learned from annotated copy is heard beside the constructions; see docs/engine.md.
MODERATION_ESTIMATORS = _env.bool("MODERATION_ESTIMATORS", True)
# Let the encoder be heard as well, where an estimator doubts; false leaves the quicker engine of estimators alone.
MODERATION_ENCODER = _env.bool("MODERATION_ENCODER", True)

# How many requests one token may make.
API_RATE = _env.str("API_RATE", "1200/min")

# Webhook messages and their delivery logs are kept for this long.
WEBHOOKS_KEPT_FOR = timedelta(days=90)

# What the lock at the door notes of sign-ins (addresses, browsers) is kept for this long; the audit history keeps that
# there was one. Sessions go when they have ended.
SIGN_INS_KEPT_FOR = timedelta(days=90)

# One task may take this long before it is told to stop, and then before its process is ended.
CELERY_TASK_SOFT_TIME_LIMIT = 40
CELERY_TASK_TIME_LIMIT = 50

# A Redis broker gives a message to another worker after this long without an answer: longer than any task.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    "unacked_restore_throttle": 1,
    "unacked_restore_interval": 2,
}

# Messages carry ids and nothing that runs.
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True

# A task is done when it has ended, not when it was taken; a killed worker's task is taken again.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1

# Our own logging settings hold in workers too.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# What waits for other houses' servers has a queue of its own, and in `manage.py up` workers of its own; a worker that
# is told of no queue takes both.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] | None = {"celery": {}, "outgoing": {}}
CELERY_TASK_ROUTES: dict[str, dict[str, str]] = {
    "moderation.tasks.deliver_webhooks": {"queue": "outgoing"},
    "articles.tasks.poll_wire": {"queue": "outgoing"},
    # What comes in is filed where it waits behind no screening, as feeds are.
    "moderation.tasks.file_arrivals": {"queue": "outgoing"},
}

# Beat only ticks; what is due is computed from our own rows in the desk's local time.
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "sweep-runs": {"task": "moderation.tasks.sweep_runs", "schedule": timedelta(seconds=20)},
    "sweep-arrivals": {"task": "moderation.tasks.file_arrivals", "schedule": timedelta(seconds=5)},
    "watch-wires": {"task": "articles.tasks.watch_wires", "schedule": timedelta(seconds=15)},
    "sweep-webhooks": {"task": "moderation.tasks.sweep_webhooks", "schedule": timedelta(seconds=5)},
    "sweep-kept-answers": {"task": "moderation.tasks.sweep_kept_answers", "schedule": timedelta(hours=1)},
    "forget-sign-ins": {"task": "moderation.tasks.forget_sign_ins", "schedule": timedelta(hours=1)},
    "send-due-reports": {"task": "moderation.tasks.send_due_reports", "schedule": timedelta(minutes=5)},
}
