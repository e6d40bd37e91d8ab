"""A house's own servers: every address and secret comes from the environment."""

from config.databases import access_from, cache_from
from config.logs import logging_settings
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, LOG_LEVEL, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
# Mails and webhooks carry it, and what has left the house cannot be corrected: there is no address to fall back on.
SITE_ADDRESS = env.str("SITE_ADDRESS").rstrip("/")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

_ACCESS = access_from(
    env.str("DATABASE_URL"),
    owner_url=env.str("DATABASE_OWNER_URL", ""),
    role=env.str("DATABASE_APP_ROLE", "second_source_app"),
)
DATABASES = {"default": _ACCESS.app}
DATABASE_OWNER = _ACCESS.owner
DATABASE_APP_ROLE = _ACCESS.app_role

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL")
CELERY_BEAT_SCHEDULE_FILENAME = env.str("CELERY_BEAT_SCHEDULE_FILENAME", str(BASE_DIR / ".beat-schedule"))
CACHES = {"default": cache_from(CELERY_BROKER_URL, cache_url=env.str("CACHE_URL", ""))}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
# Whoever balances the load asks it from inside, and takes a redirect for a process that is not well.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31536000)
# What other names below ours do is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = logging_settings(level=LOG_LEVEL, as_json=True)
LOCAL_MAIL = False
