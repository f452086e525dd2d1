"""What holds of every log, over random models: long days, and short ones full of ties."""

import os

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.experiment import SimResult, simulate
from tests.sim.busy_models import busy_models
from tests.sim.laws import LAWS
from tests.strategies import models

EXAMPLES = int(os.environ.get("CONSERVATION_EXAMPLES", "100"))
"""More find more: try thousands after a change of the engine."""
unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large]
some = settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=unhurried)
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=unhurried)
very_many = settings(max_examples=3 * EXAMPLES, deadline=None, suppress_health_check=unhurried)


@many
@given(models(most_days=2))
def test_laws_on_any_model(model):
    run = simulate(model)
    for law in LAWS:
        law(run)


@very_many
@given(busy_models())
def test_laws_on_busy_models(model):
    run = simulate(model)
    for law in LAWS:
        law(run)


@some
@given(st.one_of(models(most_days=1), busy_models()))
def test_the_same_seed_gives_the_same_log_to_the_byte(model):
    one, two = simulate(model, seed=3), simulate(model, seed=3)
    assert one.log.tobytes() == two.log.tobytes()


def belongings(run: SimResult, service: str) -> dict[tuple[int, int], tuple]:
    """All that is drawn for each case of a service, by its identity."""
    script, k = run.script, run.world.services.index(service)
    found = {}
    for case in np.flatnonzero(script.service == k):
        ops = slice(script.first_op[case], script.first_op[case + 1])
        draws = slice(script.first_draw[case], script.first_draw[case + 1])
        retries = slice(script.first_retry[case], script.first_retry[case + 1])
        columns = (
            *(getattr(script, name)[ops] for name in ("kind", "what", "branch", "round", "visit")),
            *(
                getattr(script, name)[draws]
                for name in ("work", "pickup", "after_work", "patience", "balks", "no_show")
            ),
            script.retry_delay[retries],
        )
        found[int(script.interval[case]), int(script.ordinal[case])] = (
            float(script.arrival[case]),
            int(script.channel[case]),
            int(script.priority[case]),
            *(column.tobytes() for column in columns),
        )
    return found


@some
@given(models(most_days=1))
def test_another_service_leaves_the_draws_of_one_alone(model):
    first, *_ = model.services
    more = {"another": model.services[first], **model.services}
    alone, beside = simulate(model), simulate(model.replace(services=more))
    for name in model.services:
        assert belongings(alone, name) == belongings(beside, name)
    times = {arrival for arrival, *_ in belongings(beside, "another").values()}
    if model.services[first].arrivals.pattern == "rates":
        assert not times & {arrival for arrival, *_ in belongings(alone, first).values()}
