"""Arguments that S3 cannot take: the error that names them, and the numbers among them.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError

MOST = 1000  # of anything on one page
_LARGEST = 2**31 - 1


def invalid_argument(message: str, name: str, value: str | None = None, *, confirmed: bool = True) -> AwsError:
    """InvalidArgument, with the argument and, where it is given, its value."""
    extra = (("ArgumentName", name), *((("ArgumentValue", value),) if value is not None else ()))
    return AwsError("InvalidArgument", message, 400, extra, confirmed)


def page_size(text: str | None, name: str) -> int:
    """`max-keys` and its kin: how many entries a page may have. Raises AwsError for what is no such number."""
    if text is None or text == "":
        return MOST
    if not _is_number(text):
        raise invalid_argument(f"Argument {name} must be an integer between 0 and {_LARGEST}", name, text)
    return min(int(text), MOST)


def integer(text: str, name: str, least: int, most: int, message: str) -> int:
    """A whole number within bounds. Raises AwsError with these words."""
    if not _is_number(text) or not least <= int(text) <= most:
        raise invalid_argument(message, name, text)
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= _LARGEST
