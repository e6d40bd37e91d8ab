"""What the settings promise."""

import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "desk.example",
    "SITE_ADDRESS": "https://desk.example/",
    "DATABASE_URL": "postgresql://clerk@db.example/desk",
    "CELERY_BROKER_URL": "redis://broker.example/0",
}


def deploy_check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_production_passes_djangos_own_deployment_check() -> None:
    done = deploy_check(PRODUCTION)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_ADDRESS", "DATABASE_URL", "CELERY_BROKER_URL"]
)
def test_production_does_not_start_without_what_it_must_be_told(missing: str) -> None:
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}

    done = deploy_check(environment)

    assert done.returncode != 0
    assert missing in done.stderr


def test_an_unreadable_database_address_is_one_line() -> None:
    done = deploy_check({**PRODUCTION, "DATABASE_URL": "mysql://elsewhere"})

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("DATABASE_URL: cannot read a database address")


@pytest.mark.parametrize("written", ["10.20.0.1/16", "10.20.0.0/16;127.0.0.0/8", "intranet"])
def test_the_house_does_not_start_on_networks_that_are_none(written: str) -> None:
    done = deploy_check({**PRODUCTION, "OUTGOING_ALLOWED_NETWORKS": written})

    assert done.returncode != 0
    assert "OUTGOING_ALLOWED_NETWORKS: " in done.stderr


def test_the_house_does_not_start_on_a_cache_that_is_none() -> None:
    done = deploy_check({**PRODUCTION, "CACHE_URL": "memcached://cache.example:11211"})

    assert done.returncode != 0
    assert "CACHE_URL: " in done.stderr


def test_whoever_balances_the_load_asks_for_health_without_tls() -> None:
    asked = (
        "import django; django.setup(); from django.http import HttpResponse;"
        "from django.middleware.security import SecurityMiddleware; from django.test import RequestFactory;"
        "through = SecurityMiddleware(lambda request: HttpResponse());"
        "ask = RequestFactory(SERVER_NAME='desk.example').get;"
        "print([through(ask(at)).status_code for at in ('/healthz', '/admin/')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=PRODUCTION, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip().endswith("[200, 301]")


def test_checkpoints_are_signed_with_the_key_that_the_environment_names() -> None:
    command = [sys.executable, "-c", "from django.conf import settings; print(settings.MODERATION_CHECKPOINT_KEY)"]
    environment = {**PRODUCTION, "MODERATION_CHECKPOINT_KEY": "apart from the house"}

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "apart from the house"


@pytest.mark.parametrize(
    ("given", "address"),
    [({}, "http://127.0.0.1:8055"), ({"SITE_ADDRESS": "https://desk.example"}, "https://desk.example")],
)
def test_a_command_links_to_the_running_house(tmp_path: Path, given: dict[str, str], address: str) -> None:
    (tmp_path / "site-address").write_text("http://127.0.0.1:8055/")
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.local", "LOCAL_DIR": str(tmp_path), **given}
    command = [sys.executable, "-c", "from django.conf import settings; print(settings.SITE_ADDRESS)"]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == address


@pytest.mark.django_db
def test_no_page_allows_what_is_unsafe(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("fr", "Mot de passe"), ("en", "Password")])
def test_the_sign_in_page_speaks_the_readers_language(client: Client, language: str, word: str) -> None:
    page = client.get("/admin/login/", headers={"accept-language": language})

    assert word in page.text


@pytest.mark.django_db
def test_the_eleventh_wrong_password_is_not_even_looked_at(client: Client) -> None:
    form = {"username": "ann", "password": "wrong"}

    answers = [client.post("/admin/login/", form).status_code for _ in range(settings.AXES_FAILURE_LIMIT + 1)]

    assert answers[0] == 200
    assert answers[-1] == 429


def test_a_redis_message_comes_back_later_than_any_task_may_take() -> None:
    longest = settings.CELERY_TASK_TIME_LIMIT

    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > longest
    assert longest > settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_every_append_only_table_exists() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}

    assert set(settings.MODERATION_APPEND_ONLY_TABLES) <= tables
