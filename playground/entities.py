"""Floor 0. The characters that HTML and XML write as entities, in a text of whoever likes.  https://html.spec.whatwg.org/#character-references"""

from __future__ import annotations

from html import unescape


def unescaped(text: str) -> str:
    """The text with its entities as characters; as it is where one has a number of more digits than Python reads (4,300)."""
    try:
        return unescape(text)
    except ValueError:
        return text
