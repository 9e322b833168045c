"""Each form holds the very policies of the set-up, passes the tool that checks such files, and has nothing of the playground's in it.

Terraform comes from no package registry, so python-hcl2 reads its file here; cfn-lint is the real thing.
"""

import json
import re

import hcl2
import pytest
import yaml
from cfnlint.api import lint

from playground.walkthrough.take_home import FORMS
from playground.walkthrough.take_home.aws_cli import AWS_CLI
from playground.walkthrough.take_home.cloudformation import CLOUDFORMATION, name
from playground.walkthrough.take_home.terraform import TERRAFORM, reference
from tests.walkthrough.take_home.set_ups import GITHUB, SET_UPS, documents

EVERY = pytest.mark.parametrize("given", SET_UPS.values(), ids=SET_UPS)


def canonical(found):
    return sorted(json.dumps(one, sort_keys=True) for one in found)


@EVERY
def test_cfn_lint_has_nothing_to_say(given):
    assert [f"{one.rule.id} {one.message}" for one in lint(CLOUDFORMATION.write(given))] == []


@EVERY
def test_cloudformation_holds_the_policies(given):
    template = read_template(given, CLOUDFORMATION.write(given))
    found = []
    for resource in template["Resources"].values():
        properties = resource["Properties"]
        found += [properties[key] for key in ("PolicyDocument", "AssumeRolePolicyDocument") if key in properties]
        found += [one["PolicyDocument"] for one in properties.get("Policies", [])]
    assert canonical(found) == canonical(documents(given))


def read_template(given, text):
    """The template as CloudFormation would fill it in for the playground's own account."""
    values = {name(one): one.here for one in given.owned.each}
    made = {"Role.Arn": given.role_arn, "OidcProvider.Arn": given.provider_arn}

    class Loader(yaml.SafeLoader):
        pass

    def sub(loader, node):
        filled = re.sub(r"\$\{(?!!)([^}]+)\}", lambda found: values[found[1]], loader.construct_scalar(node))
        return filled.replace("${!", "${")

    Loader.add_constructor("!Sub", sub)
    Loader.add_constructor("!Ref", lambda loader, node: values.get(loader.construct_scalar(node), node.value))
    Loader.add_constructor("!GetAtt", lambda loader, node: made[loader.construct_scalar(node)])
    return yaml.load(text, Loader)


@EVERY
def test_terraform_parses_and_holds_the_policies(given):
    parsed = hcl2.loads(TERRAFORM.write(given))
    found = []
    for resource in parsed["resource"]:
        ((_, named),) = resource.items()
        ((_, block),) = named.items()
        found += [read_hcl(given, value) for value in block.values() if str(value).startswith("${jsonencode(")]
    assert canonical(found) == canonical(documents(given))


def read_hcl(given, expression):
    inner = expression.removeprefix("${jsonencode(").removesuffix(")}")
    values = {reference(one): one.here for one in given.owned.each}
    values |= {"aws_iam_role.role.arn": given.role_arn, "aws_iam_openid_connect_provider.provider.arn": given.provider_arn}
    return filled_in(values, hcl2.loads(f"x = {inner}\n")["x"])


def filled_in(values, value):
    if isinstance(value, dict):
        return {filled_in(values, key): filled_in(values, one) for key, one in value.items()}
    if isinstance(value, list):
        return [filled_in(values, one) for one in value]
    if not isinstance(value, str):
        return value
    if not value.startswith('"'):
        return values[value.removeprefix("${").removesuffix("}")]
    text = re.sub(r"(?<!\$)\$\{([^}\"]+)\}", lambda found: json.dumps(values[found[1]])[1:-1], value)
    return json.loads(text.replace("$${", "${").replace("%%{", "%{"))


@EVERY
@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.slug)
def test_nothing_of_the_playground_is_left_in_it(form, given):
    text = form.write(given)
    for own in given.owned.each:
        assert own.here not in text


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.slug)
@pytest.mark.parametrize("who", ["google", "amazon", "facebook"])
def test_a_provider_that_is_built_in_needs_no_resource_and_a_comment_says_so(form, who):
    text = form.write(SET_UPS[who])
    principal = {"google": "accounts.google.com", "amazon": "www.amazon.com", "facebook": "graph.facebook.com"}[who]
    assert f"# {principal} is built into AWS: it needs no identity provider in IAM" in text
    assert not re.search("(?i)open-?_?id-?_?connect-?_?provider|OIDCProvider", text)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            AWS_CLI,
            f"aws iam create-open-id-connect-provider \\\n  --url https://{GITHUB} \\\n  --client-id-list sts.amazonaws.com",
        ),
        (TERRAFORM, 'resource "aws_iam_openid_connect_provider" "provider" {'),
        (CLOUDFORMATION, 'Type: "AWS::IAM::OIDCProvider"'),
    ],
    ids=lambda one: getattr(one, "slug", ""),
)
def test_a_provider_of_ones_own_is_made(form, words):
    assert words in form.write(SET_UPS["everything"])


def test_what_the_learner_owns_is_named():
    assert {one.name: one.here for one in SET_UPS["everything"].owned.each} == {
        "account_id": "111122223333",
        "bucket": "photo-app-111122223333",
        "subject": "repo:team-111122223333/app:ref:refs/heads/main",
    }
    assert "app_id" in {one.name for one in SET_UPS["google"].owned.each}
