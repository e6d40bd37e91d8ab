"""Where a call may go: public addresses on ordinary ports, and the networks that a setting names."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TypeAlias

import httpx
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

PORTS = {"http": 80, "https": 443}
LONGEST = 2000  # characters of a URL

# What Python's tables take for public, and leads to no public host: protocols' own, relays of 6to4, old site-local.
# Translators inside a network (RFC 8215) put the IPv4 address where its owner likes (RFC 6052), so that nobody outside
# can tell what stands behind one.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(network) for network in ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "64:ff9b:1::/48")
)
# An IPv6 address that carries an IPv4 address: where its last bit stands, counted from the right.
_DISGUISES: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
    (IPv6Network("::/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)


class AddressRefused(ValueError):
    """Refuse an address that a call must not go to."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Hold the parts of a URL as they go over the line; ``host`` is a name in ASCII or an address."""

    scheme: str
    host: str
    port: int
    target: str


def read_destination(url: str) -> Destination:
    """Take a URL apart, and refuse one that nobody should call; names are not yet looked up.

    :raises AddressRefused: naming the part that is wrong
    """
    parts = _parse(url)
    if parts.scheme not in PORTS:
        raise AddressRefused(_("%(url)s: only http and https addresses are called") % {"url": url})
    # An empty name before the @ is gone once the URL has been taken apart.
    if parts.userinfo or "@" in re.split(r"[/?#]", url.partition("//")[2])[0]:
        raise AddressRefused(_("the address holds a name or a password; take it out"))
    host = parts.raw_host.decode("ascii")
    if not host:
        raise AddressRefused(_("%(url)s names no host") % {"url": url})
    port = parts.port or PORTS[parts.scheme]
    if port not in settings.OUTGOING_PORTS:
        raise AddressRefused(
            _("port %(port)s is not called; an administrator may allow it by OUTGOING_PORTS") % {"port": port}
        )
    literal = _as_address(host)
    if literal is not None:
        refuse_private(literal, host=host)
    return Destination(parts.scheme, host, port, parts.raw_path.decode("ascii"))


def check_address(url: str) -> None:
    """Refuse a URL in a form, as a call to it would.

    :raises ValidationError: it would be refused
    """
    try:
        read_destination(url)
    except AddressRefused as refusal:
        raise ValidationError(str(refusal)) from None


def refuse_private(address: Address, *, host: str) -> None:
    """Refuse an address that is not public, under whatever disguise, unless the house allows its network.

    :raises AddressRefused: it is not public
    """
    plain = undisguise(address)
    if any(plain in network for network in _allowed() if network.version == plain.version):
        return
    if not _is_public(plain):
        raise AddressRefused(
            _(
                "%(host)s is at %(address)s, which is no public address; an administrator may allow it by"
                " OUTGOING_ALLOWED_NETWORKS"
            )
            % {"host": host, "address": address}
        )


def undisguise(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address carries, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    bare = IPv6Address(int(address))  # without its scope
    for network, shift in _DISGUISES:
        if bare in network and int(bare) > 1:
            return IPv4Address(int(bare) >> shift & 0xFFFFFFFF)
    return bare


def _is_public(address: Address) -> bool:
    if address.is_multicast or address.is_unspecified or address.is_reserved or address.is_link_local:
        return False
    if any(address in network for network in _NOT_PUBLIC if network.version == address.version):
        return False
    return address.is_global


def _parse(url: str) -> httpx.URL:
    if len(url) > LONGEST or any(ord(letter) <= 32 or letter == "\\" for letter in url):
        raise AddressRefused(_("the address is too long, or holds blanks or backslashes"))
    try:
        return httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressRefused(_("%(url)s is no address: %(error)s") % {"url": url, "error": error}) from None


def _as_address(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _allowed() -> list[Network]:
    return [ipaddress.ip_network(network) for network in settings.OUTGOING_ALLOWED_NETWORKS]
