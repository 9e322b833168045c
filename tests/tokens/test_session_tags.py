"""Session tags and source identity in a token: both forms, AWS's limits, AWS's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.explain import FAIL, PASS
from playground.tokens.claims import parse_tags
from playground.tokens.source_identity import parse_source_identity

TAGS = "https://aws.amazon.com/tags"


def nested(tags, transitive=None):
    return {TAGS: {"principal_tags": tags} | ({} if transitive is None else {"transitive_tag_keys": transitive})}


def test_the_nested_form_of_the_documentation_is_read():
    parsed = parse_tags(nested({"Project": ["Automation"], "CostCenter": ["987654"]}, ["Project"]))
    assert parsed.tags == {"Project": "Automation", "CostCenter": "987654"}
    assert parsed.transitive_keys == ("Project",)
    assert (parsed.finding.verdict, parsed.refusal) == (PASS, None)


def test_the_flattened_form_is_read_as_text_and_as_list():
    claims = {f"{TAGS}/principal_tags/A": "1", f"{TAGS}/principal_tags/B": ["2"], f"{TAGS}/transitive_tag_keys": ["a"]}
    parsed = parse_tags(claims)
    assert (parsed.tags, parsed.transitive_keys) == ({"A": "1", "B": "2"}, ("a",))


def test_a_token_without_tags_passes_and_has_none():
    assert parse_tags({"sub": "s"}).finding.sentence == "the token carries none"


FITS = [{"k" * 128: ["v" * 256]}, {"k": [""]}, {"Kosten stelle/Ä_.:=+-@": ["ö 1"]}, {str(n): ["v"] for n in range(50)}]


@pytest.mark.parametrize("tags", FITS, ids=["longest", "empty value", "alphabet", "fifty"])
def test_what_fits_the_limits_is_taken(tags):
    assert dict(parse_tags(nested(tags)).tags) == {key: value for key, [value] in tags.items()}


REFUSED = [
    (nested({"": ["v"]}), "a tag key has 0 characters"),
    (nested({"k" * 129: ["v"]}), "a tag key has 129 characters, and should have 1 to 128"),
    (nested({"k": ["v" * 257]}), "the value of tag `k` has 257 characters, and may have 256"),
    (nested({"k": ["a", "b"]}), "lists of one text each"),
    (nested({"k": []}), "lists of one text each"),
    (nested({"k": 7}), "lists of one text each"),
    (nested(["k"]), "lists of one text each"),
    ({TAGS: "k=v"}, "lists of one text each"),
    (nested({"aws:k": ["v"]}), "begins with `aws:`"),
    (nested({"AWS:k": ["v"]}), "begins with `aws:`"),
    (nested({"k!": ["v"]}), "tag key `k!` has `!`"),
    (nested({"k": ["<v>"]}), "the value of tag `k` has `<`"),
    (nested({str(n): ["v"] for n in range(51)}), "there are 51 session tags, and there may be 50"),
    (nested({"k": ["v"]}, "k"), "`transitive_tag_keys` should be a list of texts"),
    (nested({"k": ["v"]}, [7]), "`transitive_tag_keys` should be a list of texts"),
]


@pytest.mark.parametrize(("claims", "said"), REFUSED, ids=[said[:40] for _, said in REFUSED])
def test_what_breaks_a_limit_is_refused_and_no_tag_is_taken(claims, said):
    parsed = parse_tags(claims)
    assert said in parsed.finding.sentence
    assert (parsed.finding.verdict, dict(parsed.tags), parsed.transitive_keys) == (FAIL, {}, ())
    assert parsed.refusal is not None


def test_keys_that_differ_only_in_case_are_duplicates():
    for claims in (nested({"Dept": ["a"], "dept": ["b"]}), nested({"Dept": ["a"]}) | {f"{TAGS}/principal_tags/DEPT": "b"}):
        assert parse_tags(claims).refusal.message == "Duplicate tag keys found. Please note that Tag keys are case insensitive."


def test_a_transitive_key_must_be_one_of_the_tags():
    refusal = parse_tags(nested({"a": ["1"]}, ["b"])).refusal
    assert refusal.code == "InvalidParameterValue"
    assert refusal.message == "The specified transitive tag key must be included in the requested tags."


@pytest.mark.parametrize("value", ["Admin", "ab", "a@b.example,c=d+e_f-g", "a" * 64])
def test_a_source_identity_within_its_pattern_is_taken(value):
    assert parse_source_identity({"https://aws.amazon.com/source_identity": value}).value == value


@pytest.mark.parametrize("value", ["a", "a" * 65, "a b", "aws:root", "é" * 3, "ab\n", 7, ["Admin"], ""])
def test_a_source_identity_outside_its_pattern_is_refused(value):
    parsed = parse_source_identity({"https://aws.amazon.com/source_identity": value})
    assert (parsed.value, parsed.finding.verdict) == ("", FAIL)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    [TAGS, f"{TAGS}/principal_tags/A", f"{TAGS}/principal_tags/", f"{TAGS}/transitive_tag_keys", f"{TAGS}x"]
)


@given(st.dictionaries(NAMES, JSON | st.dictionaries(st.sampled_from(["principal_tags", "transitive_tag_keys"]), JSON)))
def test_no_claims_make_it_raise_and_none_pass_half(claims):
    parsed = parse_tags(claims)
    assert (parsed.refusal is None) is (parsed.finding.verdict is PASS)
    assert len(parsed.tags) <= 50
