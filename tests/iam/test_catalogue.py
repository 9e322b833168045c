"""The catalogue remembers what was looked up, and of what anybody may make up only so much."""

import pytest

from playground.iam.catalogue import actions as catalogue


@pytest.mark.parametrize(
    "look_up",
    [
        catalogue.actions_of,
        catalogue.condition_keys_of,
        catalogue.service_name,
        lambda name: catalogue.action(f"s3:{name}"),
        lambda name: catalogue.condition_keys(f"s3:{name}"),
        lambda name: catalogue.resource_arn("s3", name),
    ],
)
def test_of_names_that_nobody_has_only_so_many_are_remembered(look_up):
    caches = (catalogue.actions_of, catalogue.condition_keys_of, catalogue.service_name, catalogue.action)
    for number in range(catalogue.NAMES + 100):
        look_up(f"nobody{number}")
    assert max(one.cache_info().currsize for one in (*caches, catalogue.condition_keys, catalogue._resource)) <= catalogue.NAMES
