"""One machine, one command: the embedded servers below LOCAL_DIR, unless addresses of others are given."""

import os
import secrets

from config.databases import access_from, cache_from
from config.local.places import APP_ROLE, OWNER_ROLE, Places, read_port
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, env

LOCAL_DIR = env.path("LOCAL_DIR", BASE_DIR / ".local").absolute()
PLACES = Places(LOCAL_DIR)

DEBUG = env.bool("DEBUG", False)
# Made by `manage.py up`; a command that runs before it signs nothing that lasts.
SECRET_KEY = PLACES.secret_key.read_text() if PLACES.secret_key.exists() else secrets.token_urlsafe(50)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])

_GIVEN = env.str("DATABASE_URL", "")
_ACCESS = access_from(
    _GIVEN or PLACES.database_url(APP_ROLE),
    owner_url=env.str("DATABASE_OWNER_URL", "") or ("" if _GIVEN else PLACES.database_url(OWNER_ROLE)),
    role=env.str("DATABASE_APP_ROLE", APP_ROLE),
)
DATABASES = {"default": _ACCESS.app}
DATABASE_OWNER = _ACCESS.owner
DATABASE_APP_ROLE = _ACCESS.app_role

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "") or PLACES.broker_url
CELERY_BEAT_SCHEDULE_FILENAME = str(PLACES.beat_schedule)
CACHES = {"default": cache_from(CELERY_BROKER_URL)}

# The running house notes its address: a command in another terminal writes the same links.
if "SITE_ADDRESS" not in os.environ and PLACES.site_address.exists():
    SITE_ADDRESS = PLACES.site_address.read_text().rstrip("/")

# The embedded mail server notes its port; a page of the admin shows what it received.
EMAIL_PORT = env.int("EMAIL_PORT", read_port(PLACES.smtp_port) or 8025)
LOCAL_MAIL = True

# Static files straight from the apps: nothing to collect.
WHITENOISE_USE_FINDERS = True
