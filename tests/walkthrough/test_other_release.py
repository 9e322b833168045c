"""While a new release starts beside the old, or after going back: what a visitor has done is read by whichever answers."""

from playground.aws.target import Target
from playground.editor.fixes import Changed
from playground.iam.repair.repair import Words
from playground.walkthrough import remedies
from playground.walkthrough.journey import Draft, Journey, Looking, Outcome, SignIn, Use, from_data
from playground.walkthrough.outside.state import Answered, Outside
from playground.walkthrough.remedies.remedy import Remedy

CHANGED = Changed("TRUST", "", "{}", "{ }")


def journey():
    return Journey(
        "123456789012",
        SignIn("google", True, "a.b.c", "jwt", {"sub": "1"}, {}, 1.0, 2.0, {}),
        Draft(),
        Looking(action="s3:GetObject"),
        Outcome(1.0, {}, 200, "", "", "id", "<xml/>", {}, {}),
        Use(1.0, {}, 403, "AccessDenied", "no", "id", {}, "", {}, {}),
        Outside(vars(Target()), answer=Answered(1.0, "sts.amazonaws.com", 200)),
    )


def later(data, *parts):
    """As a later release may write it: a field more in each of these parts."""
    return {name: {**value, "of_next_year": 1} if name in parts else value for name, value in data.items()}


def test_the_release_before_reads_what_it_knows():
    written = journey().to_data()
    outside = later(written["outside"], "answer", "target")
    read = from_data(later(written | {"outside": outside, "of_next_year": 1}, "sign_in", "draft", "looking", "outcome", "use"))
    assert read.outside is not None
    assert read.outside.where == Target()
    read.outside.target.pop("of_next_year")
    assert read == journey()


def test_a_remedy_too():
    remedy = Remedy(Words("do `{}`", ("this",)), changed=(CHANGED,))
    data = remedies.to_data(remedy)
    assert remedies.from_data(data | {"changed": [one | {"of_next_year": 1} for one in data["changed"]]}) == remedy
