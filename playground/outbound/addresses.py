"""Which IP addresses are the public internet's.

https://www.iana.org/assignments/iana-ipv4-special-registry/ and https://www.iana.org/assignments/ipv6-address-space/
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC_4 = {
    IPv4Network("0.0.0.0/8"): "this host itself",
    IPv4Network("10.0.0.0/8"): "private",
    IPv4Network("100.64.0.0/10"): "a carrier's own (CGNAT)",
    IPv4Network("127.0.0.0/8"): "loopback",
    IPv4Network("168.63.129.16/32"): "the machines' own host on Azure",
    IPv4Network("169.254.0.0/16"): "link-local, where clouds keep their metadata",
    IPv4Network("172.16.0.0/12"): "private",
    IPv4Network("192.0.0.0/24"): "reserved",
    IPv4Network("192.0.2.0/24"): "for documentation",
    IPv4Network("192.88.99.0/24"): "reserved",
    IPv4Network("192.168.0.0/16"): "private",
    IPv4Network("198.18.0.0/15"): "for benchmarks",
    IPv4Network("198.51.100.0/24"): "for documentation",
    IPv4Network("203.0.113.0/24"): "for documentation",
    IPv4Network("224.0.0.0/4"): "multicast",
    IPv4Network("240.0.0.0/4"): "reserved",
}
_UNICAST_6 = IPv6Network("2000::/3")  # the only block that IANA gives out; all else is local, mapped, translated or unassigned
_NOT_PUBLIC_6 = {
    IPv6Network("2001::/23"): "for protocols, Teredo among them",
    IPv6Network("2001:db8::/32"): "for documentation",
    IPv6Network("2002::/16"): "an IPv4 address in disguise (6to4)",
    IPv6Network("3fff::/20"): "for documentation",
}


def why_not_public(address: str) -> str:
    """What kind of address it is, for the reader; "" for one of the public internet."""
    try:
        found = ip_address(address.partition("%")[0])
    except (AddressValueError, ValueError):
        return "no IP address"
    return _why_not_4(found) if isinstance(found, IPv4Address) else _why_not_6(found)


def _why_not_4(address: IPv4Address) -> str:
    return next((why for network, why in _NOT_PUBLIC_4.items() if address in network), "")


def _why_not_6(address: IPv6Address) -> str:
    if address.ipv4_mapped:
        return "an IPv4 address in disguise (mapped)"
    if address not in _UNICAST_6:
        return "loopback" if address.is_loopback else "local, translated or unassigned"
    return next((why for network, why in _NOT_PUBLIC_6.items() if address in network), "")
