"""Accounts in the database: as they were written, and no edit lost."""

import json
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from playground.sandbox.world import Account, ManagedPolicy, OidcProvider, Role, from_data, to_data
from playground.worlds.accounts import DatabaseAccounts, keep, open_account, read, write
from playground.worlds.models import AccountRow
from tests.worlds.place import ACCOUNT, REGION, at_once

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
ACCOUNTS = st.builds(
    Account,
    st.from_regex(r"[0-9]{12}", fullmatch=True),
    TEXT,
    st.dictionaries(TEXT, st.builds(OidcProvider, TEXT, st.tuples(TEXT, TEXT), st.tuples(), st.floats(0, 1e10)), max_size=2),
    st.dictionaries(
        TEXT,
        st.builds(
            Role,
            TEXT,
            TEXT,
            TEXT,
            st.dictionaries(TEXT, TEXT, max_size=2),
            st.tuples(TEXT),
            TEXT,
            tags=st.dictionaries(TEXT, TEXT),
        ),
        max_size=2,
    ),
    st.dictionaries(TEXT, st.builds(ManagedPolicy, TEXT, TEXT, TEXT), max_size=2),
    st.tuples(TEXT),
)


def with_role(number):
    return lambda account: account.with_role(Role(f"Role{number}", f"AROA{number}", "{}"))


@given(ACCOUNTS)
def test_an_account_is_read_as_it_was_written(account):
    assert read(write(account)) == account


def with_more(value):
    """As a later release may write it: each thing has a field more."""
    if isinstance(value, dict):
        named = {key: with_more(one) for key, one in value.items()}
        return {**named, "of_next_year": [1]} if "role_id" in named or "document" in named or "client_ids" in named else named
    return [with_more(one) for one in value] if isinstance(value, list) else value


@given(ACCOUNTS)
def test_a_process_of_the_release_before_reads_what_it_knows(account):
    """While a new release starts beside the old, or after going back."""
    later = {**with_more(to_data(account)), "of_next_year": 1}
    assert from_data(json.loads(json.dumps(later))) == account


@pytest.mark.django_db
def test_an_account_that_is_not_there_is_none():
    assert DatabaseAccounts().get("000000000000") is None
    with pytest.raises(AccountRow.DoesNotExist):
        DatabaseAccounts().change("000000000000", with_role(1))


def test_an_edit_counts_at_once_and_grows_the_version(place):
    accounts = DatabaseAccounts()
    assert accounts.change(ACCOUNT, with_role(1)) == accounts.get(ACCOUNT)
    assert AccountRow.objects.get(pk=ACCOUNT).version == 2


def test_an_edit_that_fails_changes_nothing(place):
    def fail(account):
        raise LookupError

    with pytest.raises(LookupError):
        DatabaseAccounts().change(ACCOUNT, fail)
    assert DatabaseAccounts().get(ACCOUNT) == Account(ACCOUNT, REGION)


def test_a_number_is_given_once(place):
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(Account(ACCOUNT, REGION))
    opened = [open_account(lambda account_id: Account(account_id, REGION)) for _ in range(20)]
    assert len({account.account_id for account in opened}) == 20
    assert all(len(account.account_id) == 12 for account in opened)


def test_of_many_edits_at_once_none_is_lost(shared_place):
    at_once(lambda number: DatabaseAccounts().change(ACCOUNT, with_role(number)), 60)
    kept = DatabaseAccounts().get(ACCOUNT)
    assert kept.roles.keys() == {f"Role{number}" for number in range(60)}
    assert AccountRow.objects.get(pk=ACCOUNT).version == 61


def test_edits_of_the_same_role_at_once_are_made_one_after_the_other(shared_place):
    accounts = DatabaseAccounts()
    accounts.change(ACCOUNT, with_role(0))

    def one_more(account):
        role = account.roles["Role0"]
        return account.with_role(replace(role, max_session_duration=role.max_session_duration + 1))

    at_once(lambda _: DatabaseAccounts().change(ACCOUNT, one_more), 40)
    assert accounts.get(ACCOUNT).roles["Role0"].max_session_duration == 3640


def test_an_account_is_parsed_once_a_version(place):
    before = DatabaseAccounts().get(ACCOUNT)
    assert DatabaseAccounts().get(ACCOUNT) is before
    DatabaseAccounts().change(ACCOUNT, with_role(1))
    assert DatabaseAccounts().get(ACCOUNT) is not before
