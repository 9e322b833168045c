"""What a request may ask is what the catalogue has: to nothing of AWS's own is there an objection, whatever the service."""

import pytest

from playground.iam.catalogue.actions import PLACEHOLDER, actions_of, resource_arn, resource_types, services
from playground.iam.catalogue.asking import objection, written

PLACES = {"${Partition}": "aws", "${Region}": "eu-west-1", "${Account}": "111122223333"}


def arns(service, action):
    for one in sorted(resource_types(action)):
        arn = resource_arn(service, one)
        for place, value in PLACES.items():
            arn = arn.replace(place, value)
        yield PLACEHOLDER.sub("x1", arn)


def test_every_action_may_be_asked_of_what_it_is_on():
    for service in services():
        for name in actions_of(service).values():
            action = f"{service}:{name}"
            assert written(action.lower()) == action
            if not action.startswith("sts:AssumeRoleWith"):
                assert [arn for arn in arns(service, action) if arn and objection(action, arn)] == [], action
                assert objection(action, "*") is None
                assert objection(action, "") is None


@pytest.mark.parametrize("action", ["nobody:Does", "s3:", "s3:Unheard", "made-up:Action"])
def test_what_the_catalogue_does_not_have_and_nothing_resembles_is_let_be(action):
    assert written(action) == action
    assert objection(action, "arn:aws:anything:::x") is None
