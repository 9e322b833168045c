"""What the browser loads and no file of ours holds: the one style sheet, and the few files of the Ace editor that we use.

css/site.css is css/all.css with its imports put in place: the files under static/css stay one a component, and a page loads one
file. Ace comes out of the package django-ace, which has hundreds of files; its widget writes inline styles, so it is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django_ace
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage

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


ACE = ("ace.js", "mode-json.js", "ext-language_tools.js", "css/ace.css")


class _AceStorage(FileSystemStorage):
    """The package's folder; collectstatic puts what it reads from here under the prefix."""

    prefix = "ace"


class AceFinder(BaseFinder):
    """Lets collectstatic find Ace under ace/, with the images that its style sheet names."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """See StyleFinder.find."""
        return [] if find_all else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Any]]:
        """The files, in a storage over the package's folder."""
        folder = Path(django_ace.__file__).parent / "static" / "django_ace" / "ace"
        storage = _AceStorage(folder)
        sheet = (folder / "css" / "ace.css").read_text()
        images = {f"css/{name}" for name in re.findall(r"url\(['\"]?(?:\./)?([\w\-.]+\.(?:png|svg))", sheet)}
        for name in (*ACE, *sorted(images)):
            yield name, storage
