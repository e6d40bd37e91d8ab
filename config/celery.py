"""Celery's app: every setting is Django's, named CELERY_*."""

import os
import warnings
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery
from celery.platforms import SecurityWarning
from celery.signals import setup_logging, worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("second_source")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Celery warns every worker of root, for the sake of messages that carry code; ours carry ids in JSON.
warnings.filterwarnings("ignore", category=SecurityWarning)


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Keep Celery from replacing Django's logging: a connected receiver is all it asks for."""


@worker_init.connect
def load_models_before_fork(sender: Any, **_: Any) -> None:
    """Read the language models once in the parent, so that its children share their memory.

    A worker that only calls other houses' servers reads none.
    """
    is_screening = app.conf.task_default_queue in sender.app.amqp.queues.consume_from
    if is_screening and "moderation" in settings.INSTALLED_APPS and find_spec("moderation.tasks"):
        preload = getattr(import_module("moderation.tasks"), "preload", None)
        if preload is not None:
            preload()
