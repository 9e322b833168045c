"""The catalogue remembers what was looked up, and of what anybody may make up only so much; and which key was meant."""

import pytest

from playground.iam.catalogue import actions as catalogue
from playground.iam.catalogue.keys import nearest_key


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


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("idp.example.com:subb", "idp.example.com:sub"),
        ("idp.exmaple.com:sub", "idp.example.com:sub"),
        ("idp.example.com/:aud", "idp.example.com:aud"),
        ("idp.example.com:cognito:groups", ""),
        ("idp.example.com:groups", ""),
        ("sub", ""),
    ],
)
def test_the_key_that_was_meant_is_like_it_in_both_halves(key, meant):
    assert nearest_key(key, iter(["idp.example.com:aud", "idp.example.com:oaud", "idp.example.com:sub"])) == meant
