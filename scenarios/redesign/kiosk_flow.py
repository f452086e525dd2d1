"""The way of those who go to a kiosk: the windows' steps at the kiosk, and the window after all."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.flows import Arm, Branch, Flow, Serve, Step, step_name
from scenarios.redesign.flow_lists import map_inner, step_names
from scenarios.redesign.flow_rewriting import map_steps
from scenarios.redesign.refusals import free_name


def kiosk_flow(flow: Flow, kiosk: Mapping[str, str], gives_up: float) -> Flow:
    """A flow with some activities done at a kiosk.

    Parameters
    ----------
    flow
        The steps at windows.
    kiosk
        Activities that are done at a kiosk, and as which activity there.
    gives_up
        Share of those at a kiosk who then do the activity at the window.
    """

    def at_kiosk(step: Step) -> Step:
        if not isinstance(step, Serve) or step.serve not in kiosk:
            return step
        return step.replace(serve=kiosk[step.serve])

    mapped = map_steps(flow, at_kiosk)
    if gives_up == 0:
        return mapped
    window = {new: old for old, new in kiosk.items()}
    return _with_windows(mapped, window, gives_up, set(step_names(mapped)))


def _with_windows(flow: Flow, window: Mapping[str, str], gives_up: float, taken: set[str]) -> Flow:
    steps: list[Step] = []
    for step in flow:
        steps.append(map_inner(step, lambda f: _with_windows(f, window, gives_up, taken)))
        if isinstance(step, Serve) and step.serve in window:
            steps.append(_window_after(step, window[step.serve], gives_up, taken))
    return tuple(steps)


def _window_after(step: Serve, activity: str, gives_up: float, taken: set[str]) -> Branch:
    """Some go to the window after all; what they need there is what they needed before."""
    serve = Serve(serve=activity)
    if activity in taken:
        serve = Serve(serve=activity, name=free_name(f"{activity} after all", taken))
    name = free_name(f"{step_name(step)} given up", {*taken, activity})
    taken |= {str(step_name(serve)), name}
    return Branch(branch=(Arm(probability=gives_up, steps=(serve,)),), name=name)
