"""A measure as people name it: by its key in ``--json``, or as the tables call it."""

from __future__ import annotations

from collections.abc import Iterator

from plots.language import LANGS
from plots.measure_titles import every_title, measure_title
from plots.naming import title_in
from scenarios.at_hours import SCOPE
from scenarios.errors import Problem, SimulationError
from scenarios.findings import near, plain_text, shown
from scenarios.model import ServiceModel
from scenarios.shared_names import shared_names
from sim.experiment import simulate
from sim.tally import Key

_SCOPES = ("all", "service", "target", "queue", "activity", "pool", "cause", "channel", SCOPE)
"""What a name that fits several things is taken for, the first that there is."""

_OF_CASES = {f"wait_{kind}" for kind in ("mean", "p50", "p90", "p95", "max")}
"""Over all these are of visits, not of lines."""


def key_named(text: str, model: ServiceModel, where: str) -> Key:
    """The number of a model that a name stands for.

    Parameters
    ----------
    text
        A measure of all cases, or MEASURE@NAME for that of a service, target, queue, activity,
        pool or channel; each by its name or by its title in either language. The measure alone
        will do where only one thing has it, and so will the name of a target.
    model
        One replication of it is run to see which measures it has.
    where
        The option, for the message.

    Raises
    ------
    SimulationError
        The model has no such measure, or several, as where two activities have one title. What
        several are called (``also_called``) is measured over all who come to any of them.
    """
    tally = simulate(model).tally()
    keys = [key for key in tally.keys if key.at is None]
    lines = {key.of for key in keys if key.scope == "queue"}
    if len(lines) == 1:
        # All lines together are the only line, which has the name that tables print.
        own = {key.measure for key in keys if key.scope == "queue"} - _OF_CASES
        keys = [key for key in keys if key.scope != "all" or key.measure not in own]
    wanted = _plain(text)
    fits = [key for key in keys if wanted in {_plain(name) for name in _names(key, model)}]
    first = [key for scope in _SCOPES for key in fits if key.scope == scope]
    alike = [key for key in first if key.scope == first[0].scope]
    if len(alike) == 1:
        return alike[0]
    if alike:
        names = ", ".join(map(_written, alike))
        what = f"expected one of {names}, got {shown(text)}, which is all of them. Name one."
    else:
        what = _unknown(text, keys, model)
    raise SimulationError(Problem(where, what))


def _names(key: Key, model: ServiceModel) -> Iterator[str]:
    own = (measure_title([model], key[:3], lang) for lang in LANGS)
    measures = tuple(dict.fromkeys((key.measure, *own, *every_title(key.measure))))
    yield from measures
    if key.scope != "all":
        named = model.activities.get(key.of) if key.scope == "activity" else None
        # A name that several share is that of all of them together.
        shared = () if named is None else set(named.also_called) - set(shared_names(model))
        titles = (title_in([model], key.scope, key.of, lang) for lang in LANGS)
        things = (key.of, *titles, *shared)
        yield from (f"{measure}@{thing}" for measure in measures for thing in things)
        if key.scope == "target":
            yield from things


def _plain(name: str) -> str:
    """A name without what is easily typed another way: capitals and blanks."""
    return "".join(name.split()).casefold()


def _written(key: Key) -> str:
    return key.measure if key.scope == "all" else f"{key.measure}@{key.of}"


def _unknown(text: str, keys: list[Key], model: ServiceModel) -> str:
    """What to say of a name that fits nothing: everything that would, all of it."""
    measure, at, thing = text.partition("@")
    same = [key for key in keys if _plain(measure) in map(_plain, _names(key, model))]
    if at and same:
        known = [key.of for key in same if key.of]
        kind, got = f"a measure of the model, {same[0].measure}@NAME with NAME", thing
    else:
        known = [*dict.fromkeys(key.measure for key in keys)]
        kind, got = "a measure of the model", measure
    others = [name for key in same or keys for name in _names(key, model) if "@" not in name]
    titles = [name.rpartition("@")[2] for key in same for name in _names(key, model)]
    meant = near(got, [*known, *(titles if at and same else others)])
    mend = f"Did you mean '{plain_text(meant)}'?" if meant else "Use one of these."
    return f"expected {kind} ({', '.join(dict.fromkeys(known))}), got {shown(got)}. {mend}"
