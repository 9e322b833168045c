"""AssumeRole with a role's session: an hour at most, what the first session hands on, and how much a refusal tells."""

import json
from dataclasses import replace

import pytest

from tests.sandbox.visit import ACCOUNT, OTHER, credentials_of, fields, policy, refusal, role_arn, trust
from tests.tokens.minting import good, mint

ASSUME, TAG, SET = "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"
CLAIMS = {
    "https://aws.amazon.com/tags": {
        "principal_tags": {"Team": ["photos"], "City": ["Lagos"], "Shift": ["night"]},
        "transitive_tag_keys": ["Team", "City"],
    },
    "https://aws.amazon.com/source_identity": "maya",
}
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"
NEXT = "PhotoAppGoogle"
NEXT_ARN = role_arn(NEXT)
ARN = f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya"


def by_account(*actions):
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": [*actions]}],
    }


@pytest.fixture
def chain(site):
    """Asks for the next role with Admin's session, which may ask and which it lets in."""
    site.edit_role("Admin", inline={"All": policy("sts:*", "s3:*")})
    everybody = {"trust_policy": by_account(ASSUME, TAG, SET), "inline": {"All": policy("sts:*")}}
    site.edit_role(NEXT, **everybody, max_session_duration=43_200)
    held = site.credentials()

    def ask(session=held, role=NEXT_ARN, **parameters):
        return site.sts(session, "AssumeRole", RoleArn=role, RoleSessionName="again", **parameters)

    return ask


@pytest.fixture
def tagged(site, chain):
    """Credentials of Admin with tags, two of them transitive, and a source identity."""
    site.edit_role("Admin", trust_policy=trust(PROVIDER, "sts:AssumeRoleWithWebIdentity", TAG, SET))
    return site.credentials(mint(good() | CLAIMS))


def tags(**given):
    found = {}
    for number, (key, value) in enumerate(given.items(), 1):
        found |= {f"Tags.member.{number}.Key": key, f"Tags.member.{number}.Value": value}
    return found


def session(site, answer):
    return site.stores.sealer.open(credentials_of(answer).session_token)


@pytest.mark.parametrize(("seconds", "good"), [(3600, True), (3601, False)])
def test_role_chaining_takes_an_hour_and_no_second_more_whatever_the_role_allows(chain, seconds, good):
    answer = chain(DurationSeconds=str(seconds))
    assert (answer.response.status == 200) is good
    message = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    assert good or refusal(answer) == (400, "ValidationError", message)


def test_in_one_s_own_account_a_refusal_says_which_policy_it_was_but_not_of_the_tags(site, chain):
    site.edit_role(NEXT, trust_policy=by_account(ASSUME))
    told = f"User: {ARN} is not authorized to perform: sts:TagSession on resource: {NEXT_ARN}"
    assert refusal(chain(**tags(Team="photos"))) == (403, "AccessDenied", told)
    site.edit_role("Admin", inline={"All": policy("s3:*")})
    told = f"User: {ARN} is not authorized to perform: sts:AssumeRole on resource: {NEXT_ARN}"
    answer = chain()
    assert refusal(answer)[2] == f"{told} because no identity-based policy allows the sts:AssumeRole action"
    assert next(one for one in answer.finding.reasons if one.name == "Trust policy").reasons


@pytest.mark.parametrize("name", ["Admin", "Nobody"])
def test_of_another_account_s_role_neither_its_policies_nor_whether_it_is_there_is_told(chain, name):
    arn = role_arn(name, OTHER)
    answer = chain(role=arn)
    told = f"User: {ARN} is not authorized to perform: sts:AssumeRole on resource: {arn}"
    assert refusal(answer) == (403, "AccessDenied", told)
    assert next(one for one in answer.finding.reasons if one.name == "Trust policy").reasons == ()


def test_another_account_lets_in_whom_both_sides_let(site, chain):
    def let_in(account):
        return account.with_role(replace(account.roles["Admin"], trust_policy=json.dumps(by_account(ASSUME))))

    site.stores.accounts.change(OTHER, let_in)
    answer = chain(role=role_arn("Admin", OTHER))
    assert fields(answer)["Arn"] == f"arn:aws:sts::{OTHER}:assumed-role/Admin/again"
    assert next(one for one in answer.finding.reasons if one.name == "Trust policy").reasons == ()


def test_transitive_tags_and_the_source_identity_are_handed_on_and_others_are_not(site, chain, tagged):
    made = session(site, chain(tagged, **tags(Stage="test", Run="7"), **{"TransitiveTagKeys.member.1": "Stage"}))
    assert made.tags == {"Team": "photos", "City": "Lagos", "Stage": "test", "Run": "7"}
    assert set(made.transitive_tag_keys) == {"Team", "City", "Stage"}
    assert (made.source_identity, made.chained) == ("maya", True)
    third = session(site, chain(credentials_of(chain(tagged))))
    assert (third.tags, third.source_identity) == ({"Team": "photos", "City": "Lagos"}, "maya")


def test_the_record_names_the_tags_that_came_in_with_the_calling_session(site, chain, tagged):
    chain(tagged, **tags(Stage="test"))
    asked = site.events[-1][1]["requestParameters"]
    assert asked["incomingTransitiveTags"] == {"Team": "photos", "City": "Lagos"}
    assert asked["tags"] == [{"key": "Stage", "value": "test"}]
    chain()
    assert "incomingTransitiveTags" not in site.events[-1][1]["requestParameters"]


TWICE = "Duplicate tag keys found. Please note that Tag keys are case insensitive."
NO_TAG = "The specified transitive tag key must be included in the requested tags."
HELD = (
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key "
    "from the calling session."
)
WRONG = [
    (tags(team="cars"), HELD),
    (tags(Stage="a", STAGE="b"), TWICE),
    (tags(Stage="a") | {"TransitiveTagKeys.member.1": "Run"}, NO_TAG),
    (tags(Stage="a") | {"TransitiveTagKeys.member.1": "Team"}, NO_TAG),
    (tags(**{"AWS:stage": "a"}), "the tag key `AWS:stage` begins with `aws:`, which is AWS's own"),
]


@pytest.mark.parametrize(("given", "message"), WRONG)
def test_tags_that_cannot_be_set_are_refused_before_anybody_is_asked(site, chain, tagged, given, message):
    site.edit_role("Admin", inline={"All": policy("s3:*")})
    assert refusal(chain(tagged, **given)) == (400, "InvalidParameterValue", message)


def test_a_tag_that_is_not_transitive_gives_way_to_a_new_one(site, chain, tagged):
    assert session(site, chain(tagged, **tags(Shift="day"))).tags["Shift"] == "day"


def test_the_source_identity_can_be_repeated_and_not_changed(chain, tagged):
    assert fields(chain(tagged, SourceIdentity="maya"))["SourceIdentity"] == "maya"
    assert refusal(chain(tagged, SourceIdentity="tomas"))[:2] == (403, "AccessDenied")


def test_a_code_of_a_device_that_nobody_has_is_refused(chain):
    answer = chain(SerialNumber=f"arn:aws:iam::{ACCOUNT}:mfa/maya", TokenCode="123456")
    message = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
    assert refusal(answer) == (403, "AccessDenied", message)


def test_a_context_that_somebody_else_vouches_for_is_not_passed_over(chain):
    arn = "arn:aws:iam::aws:contextProvider/IdentityCenter"
    answer = chain(**{"ProvidedContexts.member.1.ProviderArn": arn, "ProvidedContexts.member.1.ContextAssertion": "abcd"})
    assert refusal(answer) == (501, "NotImplemented", "This sandbox does not have ProvidedContexts.")


@pytest.mark.parametrize(("wanted", "passes"), [(ACCOUNT, True), (OTHER, False)])
def test_whose_the_role_is_can_be_asked_for(site, chain, wanted, passes):
    """The commonest perimeter of a role's own policies: nothing outside of these accounts."""
    site.edit_role("Admin", inline={"Own": policy(ASSUME, Condition={"StringEquals": {"aws:ResourceAccount": wanted}})})
    answer = chain()
    assert (answer.response.status == 200) is passes
    if not passes:
        assert refusal(answer)[2].endswith(f"because no identity-based policy allows the {ASSUME} action")


def test_of_another_account_s_role_it_is_that_account(site, chain):
    site.edit_role("Admin", inline={"Own": policy(ASSUME, Condition={"StringEquals": {"aws:ResourceAccount": OTHER}})})
    trusting = json.dumps(by_account(ASSUME))
    site.stores.accounts.change(OTHER, lambda one: one.with_role(replace(one.roles[NEXT], trust_policy=trusting)))
    assert chain(role=role_arn(NEXT, OTHER)).response.status == 200
