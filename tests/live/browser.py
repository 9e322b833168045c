"""A person's browser at a provider: follows its redirects, fills in its forms, and comes back to this site."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import requests

HERE = "http://localhost:8000/"


def through(url, bundle, *, refuse=False, **fields):
    """From the address that this site sent the browser to, to the one that the provider sends it back to."""
    with requests.Session() as session:
        session.verify, session.trust_env = bundle, False
        answer = session.get(url, allow_redirects=False)
        for _ in range(12):
            if answer.is_redirect:
                there = urljoin(answer.url, answer.headers["Location"])
                if there.startswith(HERE):
                    return there.removeprefix("http://localhost:8000")
                answer = session.get(there, allow_redirects=False)
            elif refuse:
                link = re.search(r'href="([^"]*/abort)"', answer.text)
                answer = session.get(urljoin(answer.url, link[1]), allow_redirects=False)
            else:
                answer = session.post(_action(answer), data=_filled(answer.text, fields), allow_redirects=False)
    raise AssertionError(f"the browser did not come back: {answer.status_code} {answer.text[:2000]}")


def _action(answer):
    found = re.search(r'<form[^>]*action="([^"]*)"', answer.text)
    return urljoin(answer.url, found[1].replace("&amp;", "&")) if found else answer.url


def _filled(page, fields):
    hidden = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and 'type="hidden"' in tag:
            hidden[name[1]] = value[1]
    return hidden | fields
