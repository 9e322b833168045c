"""A long-term access key: it stands where a role's session does, for the IAM user that it belongs to.

Its secret is sealed at rest. It is opened to check a signature, and to show it to the visitor whose account it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.sandbox.box import Box, Unreadable
from playground.sandbox.identifiers import account_of_key, new_secret, unique_id
from playground.sandbox.managed import ADMINISTRATOR_ACCESS
from playground.sandbox.stores import Accounts
from playground.sandbox.world import ADMINISTRATOR, AccessKey, Account, User


@dataclass(frozen=True)
class UserKey:
    """A user who signs with an access key of their own. secret_access_key: opened."""

    account_id: str
    user: User
    arn: str
    access_key_id: str
    secret_access_key: str
    created: float

    @property
    def user_id(self) -> str:
        """`aws:userid`."""
        return self.user.user_id


def find_key(accounts: Accounts, box: Box, access_key_id: str) -> UserKey | None:
    """The access key with this id, or None. The id says which account to look in."""
    account = accounts.get(account_of_key(access_key_id)) if access_key_id.startswith("AKIA") else None
    if account is None:
        return None
    for user in account.users.values():
        for key in user.access_keys:
            if key.access_key_id == access_key_id:
                return _opened(account, user, key, box)
    return None


def administrator_key(accounts: Accounts, box: Box, account_id: str, now: float, *, anew: bool = False) -> UserKey:
    """The administrator's access key of an account; made when there is none that can be opened, or when a new one is asked for."""
    account = accounts.get(account_id)
    found = None if anew or account is None else _key_of(account, box)
    return found or _made(accounts, box, account_id, now)


def is_locked(account: Account, box: Box) -> bool:
    """Whether the administrator has an access key that cannot be opened: it was sealed with a secret key that nobody has here."""
    user = account.users.get(ADMINISTRATOR)
    return bool(user and user.access_keys) and _key_of(account, box) is None


def administrator(account_id: str, now: float) -> User:
    """The user that an account begins with: it may do everything, and has no access key yet."""
    return User(ADMINISTRATOR, unique_id("AIDA", account_id), now, attached=(ADMINISTRATOR_ACCESS,))


def _key_of(account: Account, box: Box) -> UserKey | None:
    user = account.users.get(ADMINISTRATOR)
    opened = (_opened(account, user, key, box) for key in user.access_keys) if user else ()
    return next((key for key in opened if key), None)


def _made(accounts: Accounts, box: Box, account_id: str, now: float) -> UserKey:
    access_key_id = unique_id("AKIA", account_id)
    key = AccessKey(access_key_id, box.seal_text(new_secret(), _purpose(access_key_id)), now)

    def edit(account: Account) -> Account:
        user = account.users.get(ADMINISTRATOR) or administrator(account_id, now)
        return account.with_user(replace(user, access_keys=(key,)))

    made = _key_of(accounts.change(account_id, edit), box)
    assert made is not None
    return made


def _opened(account: Account, user: User, key: AccessKey, box: Box) -> UserKey | None:
    try:
        secret = box.open_text(key.sealed, _purpose(key.access_key_id))
    except Unreadable:  # the site's secret has changed, and the old one is forgotten
        return None
    return UserKey(account.account_id, user, account.user_arn(user), key.access_key_id, secret, key.created)


def _purpose(access_key_id: str) -> str:
    return f"access key {access_key_id}"
