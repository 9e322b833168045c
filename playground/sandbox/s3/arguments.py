"""Arguments that S3 cannot take: the error that names them, and the numbers among them.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

import re

from playground.sandbox.errors import AwsError

MOST = 1000  # of anything on one page
NO_LENGTH = "You must provide the Content-Length HTTP header."
_LARGEST = 2**31 - 1
_INTEGER = re.compile("(-?)0*([0-9]*)(?<=[0-9])")


def invalid_argument(message: str, name: str, value: str | None = None, *, confirmed: bool = True) -> AwsError:
    """InvalidArgument, with the argument and, where it is given, its value."""
    extra = (("ArgumentName", name), *((("ArgumentValue", value),) if value is not None else ()))
    return AwsError("InvalidArgument", message, 400, extra, confirmed)


def header_not_implemented(header: str, *more: tuple[str, str]) -> AwsError:
    """NotImplemented, 501, for a header, or a value of one, that S3 does not take here. more: elements besides its name."""
    message = "A header you provided implies functionality that is not implemented"
    return AwsError("NotImplemented", message, 501, (("Header", header), *more))


def page_size(text: str | None, name: str, spoken: str = "") -> int:
    """`max-keys` and its kin as a number, which the answer repeats; no page has more than MOST entries all the same.

    spoken: what the error calls the parameter when its number is negative. Raises AwsError for what is no such number.
    """
    if text is None or text == "":
        return MOST
    size = number(text, name)
    if size < 0:
        spoken = spoken or name
        raise invalid_argument(f"Argument {spoken} must be an integer between 0 and {_LARGEST}", spoken, str(size))
    return size


def number(text: str, name: str) -> int:
    """A number of 32 bits, be it negative. Raises AwsError for what is none."""
    read = _read(text)
    if read is None:
        raise invalid_argument(f"Provided {name} not an integer or within integer range", name, text)
    return read


def _read(text: str) -> int | None:
    """A number of 32 bits, however many zeros it begins with."""
    match = _INTEGER.fullmatch(text)
    if match is None or len(match[2]) > 10:
        return None
    read = int(f"{match[1]}{match[2] or 0}")
    return read if -_LARGEST - 1 <= read <= _LARGEST else None


def integer(text: str, name: str, least: int, most: int, message: str) -> int:
    """A whole number within bounds. Raises AwsError with these words."""
    if not _is_number(text) or not least <= int(text) <= most:
        raise invalid_argument(message, name, text)
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= _LARGEST
