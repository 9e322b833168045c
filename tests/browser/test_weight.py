"""How much a browser loads for the whole tour, and that it asks for nothing twice."""

import pytest

from tests.browser.weighing import tour

pytestmark = pytest.mark.browser
MOST = 100_000  # bytes, compressed, besides the editor


def test_the_whole_tour_weighs_less_than_100_kb_asks_for_no_file_twice_and_for_the_editor_only_where_it_is_used(visit):
    load, editor_before_step_3 = tour(visit())
    assert load.static_twice == []
    assert editor_before_step_3 == {}
    assert load.editor
    assert sum(load.rest.values()) < MOST, sorted(load.rest.items(), key=lambda one: -one[1])
