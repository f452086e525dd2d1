"""What sentences on counting say, and when they are silent."""

import pytest

from plots.language import LANGS
from plots.what_counts import no_show_words
from sim.catalogue import CATALOGUE
from tests.plots.sample_models import hall_before


def booked(no_show):
    model = hall_before()
    booking = {"start": "09:00", "end": "17:00", "interval": "10 min", "no_show": no_show}
    service = model.services["pension_transfer"].replace(
        channels={"online": {"share": 1.0, "booking": booking}}
    )
    return model.replace(services={"pension_transfer": service})


@pytest.mark.parametrize("lang", LANGS)
def test_where_people_stay_away_it_is_said_that_they_are_no_unfinished_case(lang):
    assert no_show_words([hall_before(), booked(0.1)], lang)
    assert not no_show_words([hall_before(), booked(0.0)], lang)


def test_numbers_of_cases_are_neither_better_nor_worse():
    counts = ("arrivals", "finished", "offered", "answered")
    assert {CATALOGUE[name].better for name in counts} == {"neither"}
