"""The key that a site without SECRET_KEY makes for itself: once, whole, and for its owner's eyes."""

import os
import random
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from stat import S_IMODE

from playground.environment import secret_key


def test_processes_that_start_at_once_agree_on_one_key(tmp_path, monkeypatch):
    folder, token_urlsafe = tmp_path / "var", secrets.token_urlsafe

    def slowly(size):
        time.sleep(random.random() / 10)  # one is at it while others come
        return token_urlsafe(size)

    monkeypatch.setattr(secrets, "token_urlsafe", slowly)
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: secret_key("NO_SUCH_SETTING", folder), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert [file.name for file in folder.iterdir()] == ["secret-key"]


def test_a_key_that_is_there_is_only_read(tmp_path):
    """A full disk, or a folder that is read-only, keeps no site from starting again."""
    key = secret_key("NO_SUCH_SETTING", tmp_path)
    os.utime(tmp_path, ns=(0, 0))
    os.utime(tmp_path / "secret-key", ns=(0, 0))
    assert secret_key("NO_SUCH_SETTING", tmp_path) == key
    assert (tmp_path.stat().st_mtime_ns, (tmp_path / "secret-key").stat().st_mtime_ns) == (0, 0)


def test_an_empty_file_that_a_power_cut_left_is_filled(tmp_path):
    (tmp_path / "secret-key").touch()
    key = secret_key("NO_SUCH_SETTING", tmp_path)
    assert len(key) == 64
    assert secret_key("NO_SUCH_SETTING", tmp_path) == key


def test_only_its_owner_can_read_it(tmp_path):
    secret_key("NO_SUCH_SETTING", tmp_path / "var")
    assert S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def test_a_key_that_is_given_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SOME_SETTING", "given")
    assert secret_key("SOME_SETTING", tmp_path / "var") == "given"
    assert not (tmp_path / "var").exists()
