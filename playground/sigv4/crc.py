"""CRC-32C and CRC-64/NVME, which Python has no library for.

Parameters as in https://reveng.sourceforge.io/crc-catalogue/all.htm: both reflected, all ones before and after.
A checksum is what a polynomial leaves over, so a long body is folded first: its front half, multiplied by what x to the power of
the back half's length leaves over, is added to the back half. Large integers do that for millions of bits at once.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Polynomial(NamedTuple):
    """The bits of a polynomial without its highest, in reflected order: the lowest bit is the highest power."""

    bits: int
    width: int

    @property
    def ones(self) -> int:
        """As many ones as the checksum has bits."""
        return (1 << self.width) - 1


CASTAGNOLI = Polynomial(0x82F63B78, 32)  # RFC 3720, appendix B.4
NVME = Polynomial(0x9A6C9329AC4BC9B5, 64)  # NVM Express, NVM Command Set Specification 1.0d, section 5.2.1.3.4
_SHORT = 1024  # bits that are not worth folding


def crc32c(body: bytes) -> bytes:
    """The four bytes of the checksum, in S3's order."""
    return _checksum(body, CASTAGNOLI)


def crc64nvme(body: bytes) -> bytes:
    """The eight bytes of the checksum, in S3's order."""
    return _checksum(body, NVME)


def _checksum(body: bytes, polynomial: Polynomial) -> bytes:
    crc = polynomial.ones
    if len(body) * 8 > _SHORT:
        body, crc = _folded(body, polynomial), 0
    table = _table(polynomial)
    for octet in body:
        crc = crc >> 8 ^ table[(crc ^ octet) & 0xFF]
    return (crc ^ polynomial.ones).to_bytes(polynomial.width // 8, "big")


def _folded(body: bytes, polynomial: Polynomial) -> bytes:
    """A short body that leaves over what this one does; the ones before it are in it already."""
    message = int.from_bytes(body, "little") ^ polynomial.ones
    length = len(body) * 8
    while length > _SHORT:
        # The product, which is as long as the front and the width together, must not be longer than what is kept.
        kept = polynomial.width + (1 << ((length - polynomial.width) // 2 - 1).bit_length())
        front = length - kept
        product = _times(message & (1 << front) - 1, _power(polynomial, kept))
        message = message >> front ^ product << kept - (front + polynomial.width - 1)
        length = kept
    return message.to_bytes(length // 8, "little")


def _times(message: int, factor: int) -> int:
    """The product of two polynomials; their degrees add up to one less than their lengths do."""
    product = 0
    while factor:
        lowest = factor & -factor
        product ^= message << lowest.bit_length() - 1
        factor ^= lowest
    return product


@cache
def _power(polynomial: Polynomial, exponent: int) -> int:
    """What x to that power leaves over."""
    left = 1 << polynomial.width - 1
    for digit in f"{exponent:b}":
        left = _left_over(_times(left, left), polynomial, 2 * polynomial.width - 1)
        if digit == "1":
            left = left >> 1 ^ (polynomial.bits if left & 1 else 0)
    return left


def _left_over(message: int, polynomial: Polynomial, length: int) -> int:
    for _ in range(length - polynomial.width):
        message = message >> 1 ^ (polynomial.bits if message & 1 else 0)
    return message


@cache
def _table(polynomial: Polynomial) -> tuple[int, ...]:
    """What each byte comes to."""
    return tuple(_left_over(octet, polynomial, polynomial.width + 8) for octet in range(256))
