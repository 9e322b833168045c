"""Why nobody was signed in, in plain words with the fix.  Never a code, a token, a secret, or words that came from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests

from playground.explain import Finding
from playground.outbound.refused import Refused
from playground.providers import site_check
from playground.providers.provider import Provider

AGAIN = "start again from step 1, in the same browser"


class SignInRefused(Exception):
    """Nobody was signed in.  title: a few words; sentence: what happened; fix: what to do; code: stable, for tests and logs."""

    def __init__(self, title: str, sentence: str, fix: str, code: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.title, self.sentence, self.fix, self.code = title, sentence, fix, code


def too_often() -> SignInRefused:
    """More sign-ins within a minute than anybody needs."""
    sentence = "more sign-ins were begun from here within a minute than this site takes"
    return SignInRefused("Too many sign-ins at once", sentence, "wait a minute, then start again from step 1", "too_often")


def state_mismatch() -> SignInRefused:
    """Somebody else's answer, an old one, or one that came twice."""
    sentence = "the state that came back is not the one this browser was given"
    return SignInRefused("This answer belongs to another sign-in", sentence, AGAIN, "state_mismatch")


def no_sign_in_under_way() -> SignInRefused:
    """The session is gone, or the sign-in was finished before."""
    sentence = (
        "this browser has no sign-in under way: it was finished before, and the browser’s Back led to it again; "
        "or its session has ended, or its cookie was not sent"
    )
    fix = (
        "start again from step 1; a sign-in can be finished once only. If that fails, too, allow cookies, "
        "and stay with one host name (localhost and 127.0.0.1 are two)"
    )
    return SignInRefused("No sign-in is under way", sentence, fix, "no_session")


def issuer_mismatch(provider: Provider) -> SignInRefused:
    """Mix-up, RFC 9207."""
    sentence = f"the answer names another issuer than `{provider.issuer}`, or none where this one says that it does"
    return SignInRefused("Another issuer answered", sentence, AGAIN, "issuer_mismatch")


def named_otherwise(provider: Provider) -> SignInRefused:
    """The issuer calls itself something else than the settings do."""
    sentence = f"the discovery document at `{provider.metadata_url}` names another issuer than `{provider.issuer}`"
    fix = "name the issuer in the settings as its document does, to the letter: a slash at the end counts"
    return SignInRefused("The issuer has another name", sentence, fix, "issuer_mismatch")


def not_usable(provider: Provider, reason: str) -> SignInRefused:
    """What the issuer publishes is not enough.  reason: one clause about `its` document."""
    sentence = f"nobody can be signed in by what {provider.name} publishes: {reason}"
    fix = f"have it mended at {provider.name}; it begins at `{provider.metadata_url}`"
    return SignInRefused("The issuer’s documents are not complete", sentence, fix, "bad_discovery")


def no_code(provider: Provider) -> SignInRefused:
    """Neither a code nor an error."""
    sentence = f"{provider.name} sent the browser back with neither a code nor an error"
    return SignInRefused("There is no code", sentence, AGAIN, "missing_code")


def token_missing(provider: Provider, name: str) -> SignInRefused:
    """A token response without the token."""
    sentence = f"{provider.name} answered without `{name}`, and should have sent one for the scope `{provider.scope}`"
    return SignInRefused("There is no token", sentence, f"check the app’s registration at {provider.name}", "missing_token")


def sent_back_with(provider: Provider, error: str, message: str, *, demo: bool) -> SignInRefused:
    """For an error that came in the redirect.  message: the provider's; it is looked at and not shown."""
    if "development mode" in message.lower():
        return development_mode(provider)
    if error == "access_denied":
        fix = (
            AGAIN if demo else f"{AGAIN}; if nobody pressed Cancel, the app may be in test mode, and you not among its testers"
        )
        return SignInRefused("You said no", f"{provider.name} was told to give nothing out", fix, error)
    return of_code(provider, error, "")


def development_mode(provider: Provider) -> SignInRefused:
    """The app is not public."""
    sentence = f"the app is in development mode at {provider.name}, and lets in its own admins and testers only"
    fix = "add the person as a tester of the app, or switch the app to live"
    return SignInRefused("The app is in development mode", sentence, fix, "app_in_development")


def of_code(provider: Provider, error: str, redirect_uri: str) -> SignInRefused:
    """For an OAuth error code (RFC 6749 sections 4.1.2.1 and 5.2, and Google's `redirect_uri_mismatch`)."""
    name = provider.name
    match error:
        case "redirect_uri_mismatch":
            sentence = f"{name} does not know the redirect URI `{redirect_uri}` as one of this app"
            fix = f"register `{redirect_uri}` at {name}, to the letter"
            return SignInRefused("The redirect URI is not registered", sentence, fix, error)
        case "invalid_client" | "unauthorized_client":
            sentence = f"{name} does not take this site’s client id and secret"
            fix = f"compare {' and '.join(provider.settings)} with the app’s registration at {name}"
            return SignInRefused(f"{name} does not know this site", sentence, fix, error)
        case "invalid_grant":
            sentence = f"{name} does not take the code: it was used before, or came too late"
            return SignInRefused(
                "The code is no good any more", sentence, f"{AGAIN}; do not reload the page you come back to", error
            )
        case "invalid_scope":
            sentence = f"{name} does not give this app all of the scope `{provider.scope}`"
            return SignInRefused("The scope is not allowed", sentence, f"allow it in the app’s registration at {name}", error)
        case "temporarily_unavailable" | "server_error":
            return unreachable(provider)
    sentence = f"{name} answers `{error}`" if _is_code(error) else f"{name} answers with an error that is no OAuth error"
    return SignInRefused(f"{name} refused", sentence, f"check the app’s registration at {name}, then {AGAIN}", "refused")


def of_token_endpoint(provider: Provider, error: object, redirect_uri: str) -> SignInRefused:
    """For an error of the token endpoint: a code, or Facebook's object."""
    code = _of_graph_error(error) if isinstance(error, Mapping) else str(error)
    return development_mode(provider) if code == "app_in_development" else of_code(provider, code, redirect_uri)


def of_transport(provider: Provider, error: Exception) -> SignInRefused:
    """For an answer that did not come, or was no JSON."""
    if isinstance(error, Refused):
        sentence = f"this site did not take the answer of {provider.name}, or did not ask: {error.reason}"
        return SignInRefused(
            "This site did not go there", sentence, f"check the addresses that {provider.name} names", "not_called"
        )
    if isinstance(error, requests.exceptions.SSLError):
        sentence = f"the TLS certificate of {provider.name} is not one that this site can trust"
        fix = "renew it, or name its authority in OUTBOUND_CA_FILE"
        return SignInRefused("The certificate is not good", sentence, fix, "not_trusted")
    if isinstance(error, requests.TooManyRedirects):
        sentence = f"{provider.name} answered with a redirect, where it should have answered itself"
        return SignInRefused(
            "The answer is elsewhere", sentence, f"check the addresses that {provider.name} names", "redirected"
        )
    if isinstance(error, requests.Timeout):
        sentence = f"{provider.name} did not answer in time"
        return SignInRefused(f"{provider.name} is slow", sentence, "try again in a minute", "provider_slow")
    if isinstance(error, ValueError | RecursionError) and not isinstance(error, requests.exceptions.InvalidSchema):
        sentence = f"{provider.name} answered with something that is not JSON"
        fix = "see whether a proxy or a sign-in page stands between this site and the provider"
        return SignInRefused("The answer cannot be read", sentence, fix, "not_json")
    status = error.response.status_code if isinstance(error, requests.HTTPError) and error.response is not None else 500
    return _not_there(provider, status) if status < 500 else unreachable(provider)


def not_good_enough(provider: Provider, check: Finding) -> SignInRefused:
    """For a token that this site's own check refuses."""
    if check.says.endswith(site_check.TWO_CLOCKS):
        fix = "set the clock of the machine that this site runs on (NTP), then try again"
        return SignInRefused("The clocks differ", check.sentence, fix, "clock_skew")
    title = f"{provider.name}’s token is not good enough"
    return SignInRefused(
        title, check.sentence, f"check the app’s registration at {provider.name}, then {AGAIN}", "token_refused"
    )


def unreachable(provider: Provider) -> SignInRefused:
    """Nothing to talk to."""
    sentence = f"{provider.name} cannot be reached from this site, or is in trouble itself"
    fix = "check that this machine may make https calls to it, then try again"
    return SignInRefused(f"{provider.name} cannot be reached", sentence, fix, "provider_unreachable")


def _not_there(provider: Provider, status: int) -> SignInRefused:
    """For a document of the issuer that is not there."""
    sentence = f"{provider.name} answers {status} where its discovery document or its key set should be"
    fix = f"compare the issuer, `{provider.issuer}`, with what {provider.name} calls itself; it is asked at `{provider.metadata_url}`"
    return SignInRefused("The issuer’s documents are not there", sentence, fix, "not_there")


def _of_graph_error(error: Mapping[str, Any]) -> str:
    """An OAuth error code for Facebook's code and subcode."""
    if "development mode" in str(error.get("message", "")).lower():
        return "app_in_development"
    if error.get("error_subcode") == 36008 or error.get("code") == 191:
        return "redirect_uri_mismatch"
    if error.get("error_subcode") in (36007, 36009):
        return "invalid_grant"
    return "invalid_client" if error.get("code") in (1, 101) else "refused"


def _is_code(error: str) -> bool:
    return len(error) <= 40 and error.isascii() and error.replace("_", "").isalpha()
