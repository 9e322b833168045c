"""Two requests of one browser at once: each has read the session before the other stored what it changed."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError, connection

from playground.pages.sessions import SessionStore, merged

BEFORE = {"visitor": "1", "leaving": {"at": 1}, "_state_google_a": {"exp": 1}}
# What this request left, what the other had stored meanwhile, and what is kept.
AT_ONCE = {
    "two sign-ins that begin": (BEFORE | {"b": 2}, BEFORE | {"c": 3}, BEFORE | {"b": 2, "c": 3}),
    "a sign-in that ends while another begins": ({"visitor": "1"}, BEFORE | {"c": 3}, {"visitor": "1", "c": 3}),
    "a sign-in that begins while another ends": (BEFORE | {"c": 3}, {"visitor": "1"}, {"visitor": "1", "c": 3}),
    "the same by both": (BEFORE | {"leaving": {"at": 2}}, BEFORE | {"leaving": {"at": 3}}, BEFORE | {"leaving": {"at": 2}}),
    "changed here, gone there": (BEFORE | {"leaving": {"at": 2}}, {"visitor": "1"}, {"visitor": "1", "leaving": {"at": 2}}),
    "nothing here": (BEFORE, {"other": 1}, {"other": 1}),
}


@pytest.mark.parametrize(("mine", "theirs", "kept"), AT_ONCE.values(), ids=AT_ONCE)
def test_what_is_kept_of_two_requests(mine, theirs, kept):
    assert merged(BEFORE, mine, theirs) == kept


@pytest.fixture
def two(db):
    """Two requests that have read what is kept of their browser."""
    kept = SessionStore()
    kept.update(BEFORE)
    kept.save()
    both = SessionStore(kept.session_key), SessionStore(kept.session_key)
    assert [dict(one.items()) for one in both] == [BEFORE, BEFORE]
    return both


def found(store):
    return dict(SessionStore(store.session_key).items())


def test_two_sign_ins_that_begin_at_once_both_find_their_state_again(two):
    first, second = two
    first["_state_google_b"], second["_state_amazon_c"] = {"exp": 2}, {"exp": 3}
    first.save()
    second.save()
    assert found(first) == BEFORE | {"_state_google_b": {"exp": 2}, "_state_amazon_c": {"exp": 3}}
    del second["_state_google_b"]
    second.save()
    assert "_state_google_b" not in found(first), "what was merged is known, and can be deleted"


def test_a_value_changed_in_its_depths_is_a_change(two):
    first, second = two
    first["leaving"]["at"], second["visitor"] = 7, "2"
    first.save()
    second.save()
    assert found(first) == BEFORE | {"leaving": {"at": 7}, "visitor": "2"}


def test_a_new_key_takes_along_what_began_while_a_sign_in_came_back(two):
    back, begun = two
    old = back.session_key
    begun["_state_amazon_c"] = {"exp": 3}
    begun.save()
    del back["_state_google_a"]
    back.cycle_key()
    back["leaving"] = {"at": 9}
    back.save()
    assert found(back) == {"visitor": "1", "leaving": {"at": 9}, "_state_amazon_c": {"exp": 3}}
    assert back.session_key != old
    assert not SessionStore().exists(old)


def test_who_has_left_is_not_brought_back_by_a_request_that_ends_later(two):
    leaves, late = two
    key = late.session_key
    leaves.flush()
    late["visitor"] = "2"
    with pytest.raises(UpdateError):
        late.save()
    assert not SessionStore().exists(key)
    leaves["new"] = 1
    leaves.save()
    assert found(leaves) == {"new": 1}


def test_a_database_that_takes_nothing_is_no_session_that_has_gone(two):
    first, _ = two
    first["visitor"] = "2"

    def refuse(execute, sql, *rest):
        if sql.startswith("UPDATE"):
            raise DatabaseError("the disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse), pytest.raises(DatabaseError, match="the disk is full"):
        first.save()
