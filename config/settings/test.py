"""Tests: throw-away servers in a folder of their own, started by tests/conftest.py unless addresses are given."""

import os
import tempfile
from pathlib import Path

from config.databases import cache_from, database_from
from config.local.places import APP_ROLE, Places
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, env

LOCAL_DIR = env.path("LOCAL_DIR", Path(tempfile.gettempdir()) / f"second-source-test-{os.getpid()}")
PLACES = Places(LOCAL_DIR)

DEBUG = False
SECRET_KEY = "only for tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

# The superuser sets tests up; those about the application's role say SET ROLE.
DATABASES = {"default": database_from(env.str("DATABASE_URL", "") or PLACES.database_url("postgres", "postgres"))}
DATABASE_OWNER = DATABASES["default"]
DATABASE_APP_ROLE = APP_ROLE

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "") or PLACES.broker_url
CELERY_BEAT_SCHEDULE_FILENAME = str(PLACES.beat_schedule)
# Each of xdist's workers reads its own queue of the one broker.
CELERY_TASK_DEFAULT_QUEUE = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
CELERY_TASK_QUEUES = None
CELERY_TASK_ROUTES = {}
CACHES = {"default": cache_from("memory://")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOCAL_MAIL = True
WHITENOISE_USE_FINDERS = True
# Files are looked for when they are asked for: to walk through all of them takes longer than a request, and each of the
# tests' clients would.
WHITENOISE_AUTOREFRESH = True

# Annotated cases that lie beside the checkout on some machines; tests marked `shared` read them.
CASES_DIR = env.path("CASES_DIR", BASE_DIR.parent / "shared" / "cases")
