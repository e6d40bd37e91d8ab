"""The guard judges addresses."""

import ipaddress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.outgoing.addresses import AddressRefused, check_address, read_destination, refuse_private, undisguise

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "0.1.2.3",
    "192.0.0.8",
    "192.0.2.7",
    "192.88.99.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "2001::1",
]
DISGUISED = [
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::169.254.169.254",
    # Behind a network's own translator: with the last 32 bits, with a prefix of 48 bits, and a public address too.
    "64:ff9b:1::10.0.0.1",
    "64:ff9b:1:a00:0:108:808:808",
    "64:ff9b:1::8.8.8.8",
    "64:ff9b:1:ffff:ffff:ffff:808:808",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "::ffff:169.254.169.254",
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE + DISGUISED)
def test_what_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match="no public address"):
        refuse_private(ipaddress.ip_address(address), host="feed.example")


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_passes(address: str) -> None:
    refuse_private(ipaddress.ip_address(address), host="feed.example")


@given(st.ip_addresses(v=4).filter(lambda address: not address.is_global))
def test_no_disguise_hides_a_private_address(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    disguises = [0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80]

    for disguise in disguises:
        worn = ipaddress.IPv6Address(disguise)

        assert undisguise(worn) == address
        with pytest.raises(AddressRefused):
            refuse_private(worn, host="feed.example")


def test_a_network_that_the_house_names_is_let_through(settings: Any) -> None:
    settings.OUTGOING_ALLOWED_NETWORKS = ["10.20.0.0/16", "fd00::/8"]

    refuse_private(ipaddress.ip_address("10.20.3.4"), host="cms")
    refuse_private(ipaddress.ip_address("::ffff:10.20.3.4"), host="cms")
    refuse_private(ipaddress.ip_address("fd00::7"), host="cms")
    with pytest.raises(AddressRefused):
        refuse_private(ipaddress.ip_address("10.21.3.4"), host="cms")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://feed.example/", "only http"),
        ("file:///etc/passwd", "only http"),
        ("gopher://feed.example:80/", "only http"),
        ("//feed.example/", "only http"),
        ("", "only http"),
        ("https://user:secret@feed.example/", "password"),
        ("https://user@feed.example/", "password"),
        ("https://@feed.example/", "password"),
        ("https://feed.example:22/", "port 22"),
        ("http://feed.example:8080/", "port 8080"),
        ("https:///path", "names no host"),
        ("https://feed.example\\@127.0.0.1/", "backslashes"),
        ("https://feed.example/\r\nHost: other", "blanks"),
        ("https://feed .example/", "blanks"),
        ("https://[::1]/", "no public address"),
        ("https://[::ffff:10.0.0.1]/", "no public address"),
        ("https://169.254.169.254/latest/meta-data", "no public address"),
        ("https://feed.example:99999/", "port 99999"),
        ("https://feed.example:abc/", "no address"),
        ("https://" + "a" * 3000, "too long"),
    ],
)
def test_an_odd_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        read_destination(url)


def test_a_password_is_not_repeated_in_the_refusal() -> None:
    with pytest.raises(AddressRefused) as refusal:
        read_destination("https://user:hunter2@feed.example/")

    assert "hunter2" not in str(refusal.value)


def test_an_address_is_taken_apart_as_it_goes_over_the_line() -> None:
    plain = read_destination("https://feed.example/une?page=2&x=é#part")
    spelled = read_destination("http://épreuve.example")

    assert (plain.scheme, plain.host, plain.port) == ("https", "feed.example", 443)
    assert plain.target == "/une?page=2&x=%C3%A9"
    assert (spelled.host, spelled.port, spelled.target) == ("xn--preuve-9ua.example", 80, "/")


def test_a_form_says_what_the_call_would_say() -> None:
    check_address("https://feed.example/")

    with pytest.raises(ValidationError, match="port 25"):
        check_address("https://feed.example:25/")
