"""One field of a model set to several values."""

import pytest

from onewindow.subjects import model_of
from onewindow.vary import varied
from scenarios.errors import ModelError
from scenarios.reading import read_model
from tests.onewindow.conftest import SMALL


@pytest.fixture(scope="module")
def model():
    return read_model(SMALL)


def test_each_value_gives_a_model(model):
    found = varied(model, "pools.desk.seats=1,2,unlimited")
    assert [m.pools["desk"].seats for m in found.values()] == [1, 2, "unlimited"]
    assert list(found) == [f"pools.desk.seats={v}" for v in ("1", "2", "unlimited")]
    assert model.pools["desk"].seats == 2


def test_values_have_units_as_in_a_file(model):
    found = varied(model, "activities.advise.service_time.mean=5 min, 300 s")
    means = [m.activities["advise"].service_time.mean for m in found.values()]
    assert means == [300.0, 300.0]


def test_a_place_in_a_list_and_a_key_that_was_left_out(model):
    assert varied(model, "services.question.flow[0].serve=advise")
    assert varied(model, "services.question.flow.0.serve=advise")
    found = varied(model, "activities.advise.patience=5 min")
    assert next(iter(found.values())).activities["advise"].patience.value == 300.0


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("pools.desk.seats", "expected a field and its values"),
        ("=3", "expected a field and its values"),
        ("pools.desk.seats=", "expected a field and its values"),
        ("pools.desk.seats=[", "Separate them by commas"),
        ("pools.dsk.seats=2", "Did you mean 'desk'"),
        ("pools.desk.seats.x=2", "seats: expected the path to end here, at the value 2, got 'x'"),
        (
            "pools.desk.staff.0.level=2",
            "in the model \\(serves, seats\\), got 'staff', which was left",
        ),
        ("pools[0].seats=2", "pools: expected a key \\(desk\\), got \\[0\\]"),
        (
            "services.question.flow[5].serve=advise",
            "\\(services.question.flow\\[0\\]\\), got \\[5\\]",
        ),
        ("services.question.flow.serve=advise", "expected a place in the list .*, got 'serve'"),
        ("services.question.flow[0].time=1", "expected a known key \\(serve"),
        ("services.question.flow[x].serve=advise", "as flow\\[0\\]"),
        ("pools.desk.seats=-1", "expected a number"),
        ("horizon=5", "expected a number with a unit"),
        ("services.question.flow[0].serve=advize", "Did you mean 'advise'"),
    ],
)
def test_what_does_not_fit_is_one_sentence(model, asked, says):
    with pytest.raises(ModelError, match=says):
        varied(model, asked)


def test_all_values_that_do_not_fit_are_told(model):
    with pytest.raises(ModelError) as error:
        varied(model, "pools.desk.seats=1,x,-2")
    assert len(error.value.problems) == 2


def test_a_place_in_a_list_is_counted_from_0_as_in_messages():
    found = varied(model_of("hotline_12345"), "pools.agents.staff[1].level=7,8")
    levels = [[span.level for span in m.pools["agents"].staff] for m in found.values()]
    assert levels == [[5, 7, 11], [5, 8, 11]]
    with pytest.raises(ModelError, match=r"pools.agents.staff\[1\].level: expected"):
        varied(model_of("hotline_12345"), "pools.agents.staff.1.level=-1")
