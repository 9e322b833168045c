"""AWS CLI.  https://docs.aws.amazon.com/cli/latest/reference/sts/assume-role-with-web-identity.html"""

from __future__ import annotations

import json
import re
from itertools import chain, takewhile
from typing import Any

from botocore import xform_name

from playground.walkthrough.languages.shell import lines, quote
from playground.walkthrough.languages.shell_words import Script
from playground.walkthrough.languages.shells import script as read_script
from playground.walkthrough.languages.unknown import Unknown, Unreadable
from playground.walkthrough.syntax import NAMES, TOKEN_FILE, Call, Found, Said, Syntax, parameters
from playground.walkthrough.syntaxes.cli_input_json import members

COMMAND = "aws sts assume-role-with-web-identity"
OPTIONS = {f"--{xform_name(name, '-')}": name for name in NAMES}
# Options of every command: they say how to call and how to show the answer, not what to ask.
_WITH_VALUE = frozenset(
    "--endpoint-url --profile --region --output --query --color --cli-read-timeout --cli-connect-timeout --ca-bundle "
    "--cli-binary-format --generate-cli-skeleton".split()
)
_FLAGS = frozenset(
    "--debug --no-verify-ssl --no-paginate --no-sign-request --no-cli-pager --cli-auto-prompt --no-cli-auto-prompt".split()
)
_DASHES = ("\u2013", "\u2014", "\u2212")  # – and —, and a minus
_FILE = re.compile(r"(?:fileb?|https?)://")
_PLAIN_ARN = re.compile(r"[\w:/+.@\-]+", re.ASCII)


def write(call: Call) -> str:
    """The command. What the AWS CLI would take for a file goes into `--cli-input-json`, where nothing is."""
    given = parameters(call, call.token or f"file://{TOKEN_FILE}")
    apart = {name: value for name, value in given.items() if isinstance(value, str) and _FILE.match(value)}
    apart.pop("" if call.token else "WebIdentityToken", None)
    words = [COMMAND, f"--endpoint-url {quote(call.endpoint)}", f"--region {quote(call.region)}"]
    words += [_option(name, value) for name, value in given.items() if name not in apart]
    if apart:
        words.append(f"--cli-input-json {quote(json.dumps(apart, ensure_ascii=False))}")
    return lines(words)


def _option(name: str, value: Any) -> str:
    option = f"--{xform_name(name, '-')}"
    if name == "PolicyArns":
        arns = [one["arn"] for one in value]
        if all(map(_PLAIN_ARN.fullmatch, arns)):
            return f"{option} " + " ".join(f"arn={arn}" for arn in arns)
        return f"{option} {quote(json.dumps(value, ensure_ascii=False))}"
    text = quote(str(value))
    return f"{option}={text}" if str(value).startswith("-") else f"{option} {text}"


def read(text: str) -> Found:
    """A command, wherever it stands in a script. Raises Unreadable."""
    script = read_script(text)
    rest = [(place, words) for place, one in enumerate(script.commands) if (words := _after_aws(one)) is not None]
    if not rest:
        raise Unreadable("there is no command `{}` in this", COMMAND)
    place, wanted = next((one for one in rest if "assume-role-with-web-identity" in one[1]), rest[0])
    behind = list(takewhile(lambda words: words[0].startswith("--"), script.commands[place + 1 :]))
    remarks = [Said(_JOINED, (script.goes_on,))] if behind else []
    return _read(script, [*wanted, *chain.from_iterable(behind)], remarks)


_JOINED = "the lines that begin with `--` were read as one command with the first; in a shell a line that goes on ends with {}"


def _after_aws(words: list[str]) -> list[str] | None:
    """What follows `aws` in a command, which may stand behind `sudo`, a prompt or settings."""
    for place, word in enumerate(words):
        if re.split(r"[/\\]", word)[-1] in ("aws", "aws.exe"):
            return words[place + 1 :]
    return None


def _read(script: Script, words: list[str], remarks: list[Said]) -> Found:
    values: dict[str, Any] = {}
    from_json: dict[str, Any] = {}
    command: list[str] = []
    waiting = list(reversed(words))
    while waiting:
        option, mark, attached = waiting.pop().partition("=")
        option = _whole(option)
        taken = [attached] if mark and option.startswith("--") else []
        if not option.startswith("--"):
            command.append(option + mark + attached)
        elif option == "--policy-arns":
            values["PolicyArns"] = _arns(script, taken or _until_option(waiting), remarks)
        elif option in OPTIONS:
            values[OPTIONS[option]] = _value(script, taken or _next(waiting, option))
        elif option == "--cli-input-json":
            from_json |= _from_json(script, (taken or _next(waiting, option))[0], remarks)
        elif option == "--cli-input-yaml":
            given = taken or _next(waiting, option)
            remarks.append(Said("the parameters are YAML in `{}`, which is not read here; paste them as JSON", (given[0],)))
        elif option in _WITH_VALUE:
            taken or _next(waiting, option)
        elif option not in _FLAGS:
            remarks.append(Said("`{}` is no option of this command, and was left out", (_shown(script, option),)))
            _until_option(waiting)
    _check([_shown(script, word) for word in command], script.goes_on)
    return Found(_straight(from_json | values, remarks), tuple(remarks))


_CURLED = "\u201c\u201d\u2018\u2019"


def _straight(values: dict[str, Any], remarks: list[Said]) -> dict[str, Any]:
    """The values without the quotation marks of a word processor around them, which a shell takes for letters."""
    bare = {name: value.strip(_CURLED) if isinstance(value, str) else value for name, value in values.items()}
    curled = next((value for name, value in values.items() if value != bare[name]), "")
    if curled:
        says = "`{}` is no quotation mark of a shell, which would send it along; it was taken for one, so write `{}`"
        remarks.append(Said(says, (curled[0] if curled[0] in _CURLED else curled[-1], '"')))
    return bare


def _shown(script: Script, word: str) -> str:
    """A word as it was written, where a run would put something into it."""
    value = script.value(word)
    return value.source if isinstance(value, Unknown) else value


def _whole(option: str) -> str:
    """The option that a shorter one is the beginning of, where it is that of one alone; so the AWS CLI reads it."""
    known = (*OPTIONS, "--cli-input-json", *_WITH_VALUE, *_FLAGS)
    meant = [one for one in known if one.startswith(option)] if option.startswith("--") and option not in known else []
    return meant[0] if len(meant) == 1 else option


def _check(command: list[str], goes_on: str) -> None:
    if command[:2] != ["sts", "assume-role-with-web-identity"]:
        says = "`{}` is another command; this form builds the call of `aws sts assume-role-with-web-identity`"
        raise Unreadable(says, " ".join(["aws", *command[:2]]))
    dash = next((word for word in command[2:] if word.startswith(_DASHES)), "")
    if dash:
        raise Unreadable("`{}` begins with a dash that a word processor made; an option begins with `--`", dash)
    if command[2:]:
        says = "`{}` stands where an option should; quote a value that has spaces, and end a line that goes on with {}"
        raise Unreadable(says, command[2], goes_on)


def _next(waiting: list[str], option: str) -> list[str]:
    if not waiting or (waiting[-1].startswith("--") and len(waiting[-1]) > 2):
        raise Unreadable("`{}` has no value; write one behind it", option)
    return [waiting.pop()]


def _until_option(waiting: list[str]) -> list[str]:
    taken = []
    while waiting and not waiting[-1].startswith("--"):
        taken.append(waiting.pop())
    return taken


def _value(script: Script, taken: list[str]) -> str | Unknown:
    """A value; one that the AWS CLI would read from a file is not here, unless the script itself wrote it."""
    written = script.files.get(taken[0].removeprefix("file://").removeprefix("./")) if taken[0].startswith("file://") else None
    if written is not None:
        return script.value(written)
    return Unknown(taken[0]) if _FILE.match(taken[0]) else script.value(taken[0])


def _arns(script: Script, words: list[str], remarks: list[Said]) -> list[Any] | Unknown:
    """`arn=…`, any number of them, or JSON."""
    if words and _FILE.match(words[0]):
        return Unknown(words[0])
    if words and words[0].lstrip().startswith(("[", "{")):
        found = members("--policy-arns", f'{{"PolicyArns": {words[0]}}}')["PolicyArns"]
        return found if isinstance(found, list) else [found]
    arns = []
    for word in words:
        name, mark, arn = word.partition("=")
        if not mark or name != "arn":
            remarks.append(Said("a policy is named `arn=ARN` in the AWS CLI, and here it is `{}`", (_shown(script, word),)))
        several = arn.split(",arn=") if name == "arn" else [word]
        if len(several) > 1:
            remarks.append(
                Said("a comma stands between two policies, which the AWS CLI refuses; write `arn=…` once more behind a space")
            )
        arns += [{"arn": script.value(one)} for one in several]
    return arns


def _from_json(script: Script, word: str, remarks: list[Said]) -> dict[str, Any]:
    given = _value(script, [word])
    if isinstance(given, Unknown):
        says = "the parameters are in `{}`, which this page cannot see; paste the JSON itself"
        remarks.append(Said(says, (given.source,)))
        return {}
    return members("--cli-input-json", given)


_KNOWN = re.compile(r"\baws(?:\.exe)?[\"']?\s+(?:--|sts\b|[\\`^]|[a-z0-9-]+\s+[a-z]+-)")
SYNTAX = Syntax("AWS CLI", "Terminal", "sh", _KNOWN, write, read)
