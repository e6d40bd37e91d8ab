"""How addresses become Django's settings."""

import pytest

from config.databases import UnreadableCacheURL, UnreadableDatabaseURL, access_from, cache_from, database_from


def test_an_address_gives_its_parts() -> None:
    database = database_from("postgresql://ann:s%40fe@db.example:5433/desk?sslmode=require")

    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("desk", "ann", "s@fe")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_is_a_host() -> None:
    database = database_from("postgresql://ann@/desk?host=/run/somewhere")

    assert database["HOST"] == "/run/somewhere"


@pytest.mark.parametrize("url", ["mysql://ann@db/desk", "no address at all"])
def test_what_is_no_address_is_refused_with_the_right_form(url: str) -> None:
    with pytest.raises(UnreadableDatabaseURL, match="postgresql://user:password@host:5432/name"):
        database_from(url)


def test_an_address_without_a_database_is_refused() -> None:
    with pytest.raises(UnreadableDatabaseURL, match="names no database"):
        database_from("postgresql://ann@db.example")


def test_one_address_makes_the_application_take_on_a_role() -> None:
    access = access_from("postgresql://owner@db/desk", role="clerk")

    assert access.app["OPTIONS"]["assume_role"] == "clerk"
    assert "assume_role" not in access.owner["OPTIONS"]
    assert access.app_role == "clerk"


def test_two_addresses_make_the_application_sign_in_as_itself() -> None:
    access = access_from("postgresql://clerk@db/desk", owner_url="postgresql://owner@db/desk", role="ignored")

    assert access.app["USER"] == "clerk"
    assert access.owner["USER"] == "owner"
    assert access.app_role == "clerk"


def test_an_empty_role_leaves_the_application_the_owner() -> None:
    access = access_from("postgresql://owner@db/desk", role="")

    assert access.app == access.owner
    assert access.app_role == ""


@pytest.mark.parametrize(
    ("broker", "location"),
    [
        ("redis+socket:///run/valkey.sock", "unix:///run/valkey.sock?db=1"),
        ("redis://:pw@cache.example:6379/0", "redis://:pw@cache.example:6379/1"),
        ("rediss://cache.example/0", "rediss://cache.example/1"),
    ],
)
def test_the_cache_is_the_redis_brokers_next_database(broker: str, location: str) -> None:
    cache = cache_from(broker)

    assert cache["LOCATION"] == location
    assert cache["BACKEND"] == "config.caching.ForgivingRedisCache"


@pytest.mark.parametrize("named", ["memcached://cache.example", "redis.example:6379", "http://cache.example", "cache"])
def test_what_is_named_as_a_cache_and_is_none_is_refused(named: str) -> None:
    with pytest.raises(UnreadableCacheURL, match=r"CACHE_URL: .*redis://host:6379"):
        cache_from("redis://broker.example/0", cache_url=named)


def test_a_cache_that_is_named_goes_before_the_broker() -> None:
    cache = cache_from("amqp://broker.example//", cache_url="redis://cache.example/0")

    assert cache["LOCATION"] == "redis://cache.example/1"


def test_another_broker_leaves_the_cache_in_memory() -> None:
    cache = cache_from("amqp://guest:guest@broker.example//")

    assert cache["BACKEND"].endswith("LocMemCache")
