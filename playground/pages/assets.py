"""What the browser loads and no file of ours holds: one style sheet, one script, and the few files of the Ace editor that we use.

css/site.css is css/all.css with its imports put in place, and js/site.js the scripts of every page one after the other: the files
under static/ stay one a component and one a behaviour, and a page loads one of each, without comments. Ace comes out of the
package django-ace, which has hundreds of files; its widget writes inline styles, so it is not used.
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
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AIR = re.compile(r"\n\s*")
_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)


def style_sheet(folder: Path) -> str:
    """all.css with each imported file in the place of its import, without comments and indentation: a sixth of what is loaded."""
    whole = _IMPORT.sub(lambda found: (folder / found[1]).read_text(), (folder / "all.css").read_text())
    return _AIR.sub("\n", _COMMENT.sub("", whole)).lstrip()


SCRIPT = "js/site.js"
BEHAVIOURS = ("copy", "clock", "details", "focus", "faults", "typed", "theme", "slider", "htmx-errors", "wire")


def script(folder: Path) -> str:
    """The scripts of every page, each in a block of its own, so that none sees another's names."""
    return "".join(f"{{\n{_LINE_COMMENT.sub('', (folder / f'{name}.js').read_text())}}}\n" for name in BEHAVIOURS)


PICTURES = "img/providers.svg"
_DRAWING = re.compile(r'<g id="mark"(.*)</g>', re.DOTALL)


def pictures(folder: Path) -> str:
    """The providers' pictures in one file, each under the name of its own: step 1 shows them all."""
    files = sorted(folder.glob("*.svg"))
    drawings = [(one.stem, found[1]) for one in files if (found := _DRAWING.search(one.read_text()))]
    marks = "".join(f'<g id="{name}"{drawn}</g>' for name, drawn in drawings)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{marks}</svg>'


class SiteFinder(BaseFinder):
    """Lets collectstatic and tests find the one style sheet, the one script and the one file of pictures."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """No path on disk: the file is made. Django asks this only to serve from disk, which we do not."""
        return [] if find_all else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Any]]:
        """The files, in a storage that holds them."""
        storage, static = InMemoryStorage(), Path(settings.BASE_DIR) / "static"
        storage.save(NAME, ContentFile(style_sheet(static / "css")))
        storage.save(SCRIPT, ContentFile(script(static / "js")))
        storage.save(PICTURES, ContentFile(pictures(static / "img" / "providers")))
        yield from ((name, storage) for name in (NAME, SCRIPT, PICTURES))


ACE = ("ace.js", "mode-json.js", "ext-language_tools.js", "css/ace.css")


class _AceStorage(FileSystemStorage):
    """The package's folder; collectstatic puts what it reads from here under the prefix."""

    prefix = "ace"


class AceFinder(BaseFinder):
    """Lets collectstatic find Ace under ace/, with the images that its style sheet names."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """See SiteFinder.find."""
        return [] if find_all else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Any]]:
        """The files, in a storage over the package's folder."""
        folder = Path(django_ace.__file__).parent / "static" / "django_ace" / "ace"
        storage = _AceStorage(folder)
        sheet = (folder / "css" / "ace.css").read_text()
        images = {f"css/{name}" for name in re.findall(r"url\(['\"]?(?:\./)?([\w\-.]+\.(?:png|svg))", sheet)}
        for name in (*ACE, *sorted(images)):
            yield name, storage
