"""Every operator, with every prefix and `IfExists`, over any values: read again from the documentation, in the plainest way there is.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import base64
import ipaddress
import re
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from playground.iam import Outcome, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.verdict import verdict

SESSION = "arn:aws:sts::111122223333:assumed-role/App/maya"
VARIABLES = {"aws:username": ["Da*id"], "t:several": ["a", "b"], "t:empty": [""], "t:sub": ["a"]}
REFERENCE = re.compile(r"\$\{(?:([*?$])|([\w:]+)(?:, *'([^']*)')?)\}|([*?])")


def glob(text, version, *, wild):
    """The regular expression of a policy value; None when a variable in it has no value."""
    made, done = "", 0
    for match in REFERENCE.finditer(text):
        escape, key, default, wildcard = match.groups()
        if wildcard is None and version == "2008-10-17":
            inside = match[0] if not wild else re.sub(r"[*?]", "\0\\g<0>", match[0])
            plain = "".join(
                {"*": ".*", "?": "."}[part[0]] + re.escape(part[1:]) if number else re.escape(part)
                for number, part in enumerate(inside.split("\0"))
            )
        elif wildcard is not None:
            plain = {"*": ".*", "?": "."}[wildcard] if wild else re.escape(wildcard)
        elif escape:
            plain = re.escape(escape)
        else:
            values = VARIABLES.get(key.lower(), [])
            value = values[0] if len(values) == 1 else default
            if value is None:
                return None
            plain = re.escape(value)
        made += re.escape(text[done : match.start()]) + plain
        done = match.end()
    return made + re.escape(text[done:])


def text_matches(bare, wanted, got, version):
    pattern = glob(wanted, version, wild="Like" in bare)
    flags = re.DOTALL | (re.IGNORECASE if "IgnoreCase" in bare else 0)
    return pattern is not None and re.fullmatch(pattern, got, flags) is not None


def arn_matches(_bare, wanted, got, version):
    colon = ":" if version == "2008-10-17" else r":(?![^{]*\})"  # a variable's own colon parts nothing
    parts, there = re.split(colon, wanted, maxsplit=5), got.split(":", 5)
    patterns = [glob(part, version, wild=True) for part in parts]
    if len(parts) != 6 or len(there) != 6 or None in patterns:
        return False
    return all(re.fullmatch(one, other, re.DOTALL) for one, other in zip(patterns, there, strict=True))


def order(bare, one, other):
    """Whether the one stands to the other as the operator's name says."""
    if one is None:
        return False
    return {
        "Equals": one == other,
        "NotEquals": one == other,
        "LessThan": one < other,
        "LessThanEquals": one <= other,
        "GreaterThan": one > other,
        "GreaterThanEquals": one >= other,
    }[re.sub("^(Numeric|Date)", "", bare)]


def number(text):
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None


def moment(text):
    if re.fullmatch("[0-9]{5,12}", text):
        return float(text)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() if text[:4].isdigit() else None
    except ValueError:
        return None


def within(_bare, wanted, got, _version):
    try:
        return ipaddress.ip_address(got) in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False


def bytes_of(text):
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


TEXTS = ["", "a", "A", "ab", "a*", "*", "?", "a?", "Da*id", "David", "a:b", "ü", "x\ny", "${*}"]
PATTERNS = [
    *TEXTS,
    "${aws:username}",
    "x${AWS:UserName}",
    "${t:nothing}",
    "${t:nothing, 'a'}",
    "${t:several}",
    "${t:several, 'b'}",
    "${t:empty}*",
    "${$}{t:sub}",
    "${?}",
    "a${*}*",
    "${t:sub}*${*}",
]
ARNS = ["arn:aws:s3:::a", "arn:aws:s3:::a/b", "arn:aws:iam::1:role/a:b", "arn:aws:s3", "a", "", "arn:aws:s3:::Da*id"]
FAMILIES = [
    # operators, what decides one value against another, the policy's values, the request's
    (
        "StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike",
        text_matches,
        PATTERNS,
        [*TEXTS, "${t:sub}", "${aws:username}", "XDA*ID", "a*z", "${}"],
    ),
    (
        "ArnEquals ArnNotEquals ArnLike ArnNotLike",
        arn_matches,
        [
            *ARNS,
            "arn:aws:s3:::${aws:username}",
            "arn:*:s3:::?",
            "*",
            "arn:aws:s3:*",
            "arn:aws:iam::${t:sub, '1'}:role/*",
            "*:*:*:*:*:*",
        ],
        [*ARNS, "arn:aws:iam::a:role/x"],
    ),
    (
        "NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals",
        lambda bare, wanted, got, _version: order(bare, number(got), number(wanted)),
        ["10", "10.0", "9.99", "-3", "0", 10, 10.5],
        ["10", "010", "10.00", "9", "-3.0", "ten", "", "1_0", "１０", "NaN", "Infinity", "0x10"],
    ),
    (
        "DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals",
        lambda bare, wanted, got, _version: order(bare, moment(got), moment(wanted)),
        ["2020-01-01T00:00:01Z", "2020-01-01", "1577836801", 1577836800],
        ["2020-01-01T00:00:01Z", "2019-12-31T23:59:59Z", "1577836801", "2020-01-01", "soon", "", "2020-01-01T00:00:61Z"],
    ),
    (
        "Bool",
        lambda _bare, wanted, got, _version: got.lower() == wanted.lower(),
        ["true", "false", "TRUE", True, False],
        ["true", "false", "True", "1", ""],
    ),
    (
        "BinaryEquals",
        lambda _bare, wanted, got, _version: bytes_of(wanted) == bytes_of(got),
        ["QQ==", "QUI=", ""],
        ["QQ==", "QUI=", "QUI", "ü", ""],
    ),
    (
        "IpAddress NotIpAddress",
        within,
        ["203.0.113.0/24", "203.0.113.77/24", "203.0.113.5", "2001:DB8::/32", "::/0", "0.0.0.0/0", "::ffff:203.0.113.5"],
        ["203.0.113.5", "203.0.114.0", "2001:db8::1", "::ffff:203.0.113.5", "203.0.113.05", "host", "", "203.0.113.0/24"],
    ),
]
NEGATED = re.compile("Not")


def matches(matching, bare, wanted, value, version):
    return any(matching(bare, one, value, version) for one in wanted)


def expected(operator, matching, wanted, got, version):
    """Whether the condition holds, in the words of the documentation."""
    prefix, _, rest = operator.rpartition(":")
    bare = rest.removesuffix("IfExists")
    negated = NEGATED.search(bare) is not None
    if not got:
        return True if rest != bare or prefix == "ForAllValues" else negated and prefix != "ForAnyValue"
    hits = [matches(matching, bare, wanted, value, version) for value in got]
    if prefix == "ForAllValues":
        return set(got) == {""} or all(hit != negated for hit in hits)
    if prefix == "ForAnyValue":
        return set(got) != {""} and any(hit != negated for hit in hits)
    return not any(hits) if negated else len(got) == 1 and hits[0]


@st.composite
def questions(draw):
    names, matching, values, asked = draw(st.sampled_from(FAMILIES))
    operator = (
        draw(st.sampled_from(["", "", "ForAllValues:", "ForAnyValue:"]))
        + draw(st.sampled_from(names.split()))
        + draw(st.sampled_from(["", "", "IfExists"]))
    )
    wanted = draw(st.sampled_from(values) | st.lists(st.sampled_from(values), max_size=3))
    got = draw(st.none() | st.lists(st.sampled_from(asked), max_size=1) | st.lists(st.sampled_from(asked), max_size=3))
    key, there = draw(st.sampled_from([("t:k", "T:K"), ("aws:PrincipalTag/Team", "aws:principaltag/team")]))
    return operator, matching, wanted, got, key, there, draw(st.sampled_from(["2012-10-17", "2008-10-17"]))


@settings(max_examples=1500, deadline=None)
@given(questions())
def test_a_condition_holds_as_the_documentation_reads(question):
    operator, matching, wanted, got, key, there, version = question
    texts = [
        str(one).lower() if isinstance(one, bool) else str(one) for one in (wanted if isinstance(wanted, list) else [wanted])
    ]
    statement = {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {operator: {key: wanted}}}
    policies = Policies((parse_policy({"Version": version, "Statement": statement}, PolicyType.IDENTITY),))
    request = Request("s3:GetObject", "arn:aws:s3:::b/k", SESSION, VARIABLES | ({} if got is None else {there: got}))
    decision = decide(request, policies)
    assert decision.allowed is expected(operator, matching, texts, got, version)
    assert verdict(request, policies) is decision.outcome is not Outcome.EXPLICITLY_DENIED
