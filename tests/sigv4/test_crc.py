"""CRC-32C and CRC-64/NVME against the published check values and against their definition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.sigv4.crc import CASTAGNOLI, NVME, crc32c, crc64nvme


def bit_by_bit(body, polynomial):
    """The definition, a bit at a time."""
    crc = polynomial.ones
    for octet in body:
        crc ^= octet
        for _ in range(8):
            crc = crc >> 1 ^ (polynomial.bits if crc & 1 else 0)
    return (crc ^ polynomial.ones).to_bytes(polynomial.width // 8, "big")


# The check values of the catalogue, and the examples of RFC 3720, appendix B.4.
PUBLISHED = [
    (crc32c, b"123456789", "e3069283"),
    (crc32c, b"", "00000000"),
    (crc32c, bytes(32), "8a9136aa"),
    (crc32c, b"\xff" * 32, "62a8ab43"),
    (crc32c, bytes(range(32)), "46dd794e"),
    (crc64nvme, b"123456789", "ae8b14860a799888"),
    (crc64nvme, b"", "0000000000000000"),
]


@pytest.mark.parametrize(("checksum", "body", "value"), PUBLISHED)
def test_the_published_values_come_out(checksum, body, value):
    assert checksum(body).hex() == value


@given(st.binary(max_size=400))
def test_each_is_what_its_definition_says(body):
    assert crc32c(body) == bit_by_bit(body, CASTAGNOLI)
    assert crc64nvme(body) == bit_by_bit(body, NVME)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=1, max_size=40), st.integers(100, 9_000))
def test_a_long_body_is_no_exception(seed, length):
    test_each_is_what_its_definition_says.hypothesis.inner_test((seed * length)[:length])
