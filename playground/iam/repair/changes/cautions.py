"""What to think of before a change is made: constants, each for a kind of change that has done harm somewhere."""

from __future__ import annotations

from playground.iam.elements import Actions
from playground.iam.grammar import PolicyType
from playground.iam.patterns.variables import PART, is_of_iam, variable_of, variables_in, written
from playground.iam.repair.change import More, Words
from playground.iam.repair.part import Part
from playground.iam.request import ALL_BUCKETS
from playground.iam.resources import Resources

AUDIENCES = (":aud", ":app_id", ":oaud")
SUBJECTS = (":sub", ":user_id", ":id")

LIMITS = (PolicyType.SESSION, PolicyType.BOUNDARY, PolicyType.SERVICE_CONTROL)
LEFT_OUT = "`{}` was left out on purpose: ask who wrote it"
DENY_DELETED = "`{}` denies on purpose: ask who wrote it before it goes"
DENY_NARROWED = "`{}` denies on purpose: ask who wrote it before it lets this one through"


def of_value(part: Part, key: str, value: str) -> tuple[Words, ...]:
    """Before one more value of a key is trusted."""
    lower = key.lower()
    if part.document.group is PolicyType.TRUST and lower.endswith(AUDIENCES):
        return (Words("the role then trusts another app: ask first why the token was made for `{}`", (value,)),)
    if lower.endswith(":sub") and value.endswith(":pull_request"):
        return (Words("whoever may open a pull request in that repository then gets the role, before anyone has read it"),)
    if lower.endswith(":amr") and value == "unauthenticated":
        return (Words("everybody then gets the role without signing in: `unauthenticated` is the pool's guests"),)
    if lower == "aws:securetransport":
        return (Words("requests without encryption are then let in"),)
    return ()


def of_sign_in(key: str, wanted: tuple[str, ...], value: str) -> tuple[More, tuple[Words, ...]]:
    """Before a wider value of Cognito's `amr` is trusted than was: `authenticated` is everybody, a provider's name all its users.

    https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
    """
    if not key.lower().endswith(":amr") or not all("." in one for one in wanted):
        return More.SAME, ()
    if value == "authenticated":
        return More.EVERYTHING, (Words("everybody who signed in to the pool then gets the role, with whatever provider"),)
    if ":" not in value:
        return More.PATTERN, (Words("everybody who signed in with `{}` then gets the role", (value,)),)
    return More.SAME, ()


def of_pattern(key: str, pattern: str) -> tuple[Words, ...]:
    """Before a pattern is let in."""
    if not pattern.strip("*?"):
        return (Words("`{}` lets in every `{}`, also one that somebody makes tomorrow", (pattern, key)),)
    if key.lower().endswith(":sub") and pattern.startswith("repo:") and "*" in pattern.partition("/")[2].partition(":")[0]:
        return (Words("`{}` lets in a whole organisation: every repository, branch and pull request of it", (pattern,)),)
    if "*" in pattern or "?" in pattern:
        return (Words("everything that `{}` covers is let in, not this value alone", (pattern,)),)
    return ()


def own_form(part: Part, value: str, key: str = "") -> str:
    """The value with the variable that stands in an entry where the value has the caller's own; empty where it is not theirs.

    Beside `folder/${sub}/*` the object `folder/maya` of maya's is written `folder/${sub}`: as it is, it would be everybody's.
    key: of the condition, in lower case; compared with itself it would hold of everybody.
    """
    for text, _ in part.entries if part.document.variables else ():
        found = [one for one in PART.finditer(str(text)) if one["key"]]
        variable = variable_of(found[0]) if len(found) == 1 else None
        if variable is None or not is_of_iam(variable) or variable.key == key:
            continue
        before, own = str(text)[: found[0].start()], variable.resolve(part.request.context)
        rest = value.removeprefix(f"{before}{own}")
        if own and rest != value and rest[:1] in ("", "/") and not set(before) & set("*?$"):
            return f"{before}{found[0][0]}{written(rest)}"
    return ""


def of_own(part: Part) -> tuple[Words, ...]:
    """Before a value is added beside a variable that keeps everybody to what is theirs."""
    own = [str(text) for text, _ in part.entries if part.document.variables and any(map(is_of_iam, variables_in(str(text))))]
    return (Words("`{}` keeps everybody to their own, and this is somebody else's", (own[0],)),) if own else ()


def of_resources(part: Part, action: str) -> tuple[More, tuple[Words, ...]]:
    """Before an action is added beside resources with wildcards; a policy that only limits lets nothing in by itself."""
    wide = [text for text in resources_of(part) if "*" in text]
    if not wide or part.document.group in LIMITS:
        return More.OTHERS if wide else More.ONE, ()
    if "*" in wide:
        return More.EVERYTHING, (Words("`{}` is then allowed on every resource there is", (action,)),)
    everywhere = next((text for text in wide if ALL_BUCKETS.match(text)), "")
    if everywhere:
        return More.EVERYTHING, (Words("`{}` is then allowed on all that `{}` covers: every bucket", (action, everywhere)),)
    says = "`{}` is then allowed on all that `{}` covers, not on this resource alone"
    return More.OTHERS, (Words(says, (action, wide[0])),)


def of_actions(part: Part, resource: str) -> tuple[More, tuple[Words, ...]]:
    """Before a resource is added beside several actions."""
    others = [text for text in actions_of(part) if text.lower() != part.request.action.lower()]
    if not others or part.document.group in LIMITS:
        return More.OTHERS if others else More.ONE, ()
    wide = [text for text in others if "*" in text or "?" in text]
    more = (
        More.EVERYTHING if any(text == "*" or text.endswith(":*") for text in wide) else More.PATTERN if wide else More.OTHERS
    )
    return more, (Words("`{}` is then open to `{}` as well", (resource, ", ".join(others))),)


def resources_of(part: Part) -> list[str]:
    """The resources of the part's statement."""
    named = (one for one in part.statement.elements if isinstance(one, Resources) and not one.negated)
    return [pattern.text for one in named for pattern in one.patterns]


def actions_of(part: Part) -> list[str]:
    """The actions of the part's statement, as they are written."""
    named = (one for one in part.statement.elements if isinstance(one, Actions) and not one.negated)
    return [text for one in named for text in (*(t for t, _ in one.exact.values()), *(p.text for p, _ in one.wild))]
