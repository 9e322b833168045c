"""Says something on standard output, or ends as command line tools do where nobody takes it: no stack trace, no half an answer as a whole.

https://docs.python.org/3/library/signal.html#note-on-sigpipe
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from django.core.management.base import OutputWrapper

UNWRITTEN = 1
PIPE_CLOSED = 141  # 128 and SIGPIPE: what a shell sees of `cat` when `head` has seen enough


def say(stream: OutputWrapper, errors: OutputWrapper, text: str) -> None:
    """Writes the text to its end. Raises SystemExit with one of the two when that cannot be done; only UNWRITTEN is said."""
    try:
        if not hasattr(stream, "fileno"):  # Python has none where a shell closed it
            raise OSError(0, "it is closed")
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _drop_what_is_left(stream)
        sys.exit(PIPE_CLOSED)
    except (OSError, UnicodeEncodeError) as failure:
        reason = failure.strerror.lower() if isinstance(failure, OSError) and failure.strerror else str(failure)
        _drop_what_is_left(stream)
        with suppress(OSError, AttributeError):
            errors.write(f"what is said cannot be written to standard output: {reason}")
        sys.exit(UNWRITTEN)


def _drop_what_is_left(stream: OutputWrapper) -> None:
    """Or Python would try once more when it ends, and complain."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
