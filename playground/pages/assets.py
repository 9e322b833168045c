"""One style sheet for the browser: css/site.css is css/all.css with its imports put in place, made when it is asked for.

The files under static/css stay one a component; a page loads one file and no chain of imports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

NAME = "css/site.css"
_IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)


def style_sheet(folder: Path) -> str:
    """all.css with each imported file in the place of its import."""
    return _IMPORT.sub(lambda found: (folder / found[1]).read_text(), (folder / "all.css").read_text())


class StyleFinder(BaseFinder):
    """Lets collectstatic and tests find the one style sheet."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """No path on disk: the file is made. Django asks this only to serve from disk, which we do not."""
        return [] if find_all else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Any]]:
        """The one file, in a storage that holds it."""
        storage = InMemoryStorage()
        storage.save(NAME, ContentFile(style_sheet(Path(settings.BASE_DIR) / "static" / "css")))
        yield NAME, storage
