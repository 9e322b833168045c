"""The sentences about two values that differ, each a constant; the values that fill them come with it."""

from __future__ import annotations

from playground.iam.divergence.alignment import Glob
from playground.iam.divergence.near_misses import Difference

_LONGEST = 160  # characters of a matched part that a sentence repeats

_SAYS = {
    Difference.NONE: "`{value}` is what `{wanted}` asks for",
    Difference.CASE: "they differ in case only: at character {at} the policy has `{requires}` and the value has `{has}`",
    Difference.SPACE: "they differ in white space at an end only",
    Difference.INVISIBLE: "they differ only in characters that print nothing, or in kinds of white space",
    Difference.SLASH: "they differ in the `/` at the end only: {ends}",
    Difference.SCHEME: "they differ in `https://` at the start only, and both sides must write it the same way",
    Difference.SUBJECT: "they differ in the numbers behind `@`, which GitHub puts into the subject of newer repositories",
    Difference.VALUE_LONGER: "after `{matched}` the {side} ends and the value goes on with `{rest}`",
    Difference.PATTERN_LONGER: "after `{matched}` the value ends and the {side} requires `{requires}`",
    Difference.CHARACTER: "after `{matched}` the {side} requires `{requires}` and the value has `{has}` there",
}
_AT_THE_START = {
    Difference.VALUE_LONGER: "the {side} is empty and the value is `{rest}`",
    Difference.PATTERN_LONGER: "the value is empty and the {side} requires `{requires}`",
    Difference.CHARACTER: "they differ from the start: the {side} requires `{requires}` and the value has `{has}` there",
}

# What a value is not (False) or is (True), to the policy's, for the operators that compare no characters.
RELATIONS = {
    f"{family}{name}": (f"`{{}}` is not {words} `{{}}`", f"`{{}}` is {words} `{{}}`")
    for family, less, more in (("Numeric", "less than", "more than"), ("Date", "before", "after"))
    for name, words in (
        ("Equals", "equal to"),
        ("NotEquals", "other than"),
        ("LessThan", less),
        ("LessThanEquals", f"{less} or equal to"),
        ("GreaterThan", more),
        ("GreaterThanEquals", f"{more} or equal to"),
    )
} | {
    "Bool": ("`{}` is not `{}`", "`{}` is `{}`"),
    "BinaryEquals": ("`{}` is not the bytes of `{}`", "`{}` is the bytes of `{}`"),
    "IpAddress": ("`{}` is not in `{}`", "`{}` is in `{}`"),
    "NotIpAddress": ("`{}` is not outside `{}`", "`{}` is outside `{}`"),
}


def words_of(
    difference: Difference, glob: Glob, value: str, read: int, reached: int, part: str
) -> tuple[str, tuple[object, ...]]:
    """The sentence for a difference and the values that fill it, in the order in which it names them."""
    says = _SAYS[difference] if read or difference not in _AT_THE_START else _AT_THE_START[difference]
    slash = "the value has it" if value.endswith("/") else "the policy has it"
    says = says.replace("{side}", "pattern" if glob.wild else "policy").replace("{ends}", slash)
    if part and part != "resource":
        says = f"in the {part} of the ARN, {says}"
    matched = value[:read]
    requires = glob.characters[reached] if reached < len(glob.characters) else ""
    if requires is None:
        says = says.replace("`{requires}`", "one character")
    filling = {
        "value": value,
        "wanted": glob.text,
        "matched": matched if len(matched) <= _LONGEST else f"…{matched[-_LONGEST:]}",
        "at": read + 1,
        "requires": visible(requires or ""),
        "has": visible(value[read : read + 1]),
        "rest": visible(value[read : read + _LONGEST]),
    }
    named = sorted((name for name in filling if f"{{{name}}}" in says), key=lambda name: says.index(f"{{{name}}}"))
    for name in named:
        says = says.replace(f"{{{name}}}", "{}")
    return says, tuple(filling[name] for name in named)


def visible(text: str) -> str:
    """A text in which what prints nothing is named."""
    if text and not text.strip():
        return "white space"
    return "".join(character if character.isprintable() else f"U+{ord(character):04X}" for character in text)
