"""The most even division of work of several kinds among people who cannot all do all of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_NOTHING = 1e-9


def divide_evenly(needed: Floats, able: Flags, weight: Floats) -> Floats:
    """Work of each person when it is divided as evenly as what they can do allows.

    The most that anybody has per unit of weight is as small as can be, then the most that any of
    the others has, and so on: the lexicographic optimum, which is unique (Megiddo 1974, "Optimal
    flows in networks with multiple sources and sinks"). Where all can do everything it is in
    proportion to the weights. Each step is a linear program; those whose bound has a price have
    the same in all of its optima, and are settled.

    Parameters
    ----------
    needed
        Work of each kind, shape (kinds,).
    able
        Who can do which kind, shape (people, kinds).
    weight
        To what they should have work in proportion, shape (people,).

    Returns
    -------
    Shape (people,); work of a kind that nobody with a weight can do is nobody's.
    """
    # People who can do the same have the same per unit of weight: one class of them is enough.
    classes, of = np.unique(able, axis=0, return_inverse=True)
    of = of.reshape(-1)
    whole: Floats = np.bincount(of, weights=weight, minlength=len(classes)).astype(np.float64)
    ratio = np.zeros(len(classes))
    open_ = whole > 0
    left = (needed > 0) & classes[open_].any(axis=0)
    while left.any():
        who, what = np.flatnonzero(open_), np.flatnonzero(left)
        some, of_them = _most_burdened(needed[what], classes[np.ix_(who, what)], whole[who])
        settled, done = who[some], what[of_them]
        ratio[settled] = needed[done].sum() / whole[settled].sum()
        open_[settled] = False
        left[done] = False
    return np.asarray(ratio[of] * weight, dtype=np.float64)


def _most_burdened(needed: Floats, able: Flags, weight: Floats) -> tuple[Flags, Flags]:
    """Who has the largest work per weight however it is divided, and the kinds that are theirs.

    They are those whose bound has a price where the largest is as small as can be: in all optima
    they have as much, and all of the kinds with a price.

    Returns
    -------
    Classes of people (shape as weight) and kinds (shape as needed).
    """
    of_class, of_kind = np.nonzero(able)
    pairs, kinds, n = len(of_class), len(needed), len(weight)
    each = np.arange(pairs)
    done, has = np.zeros((kinds, pairs + 1)), np.zeros((n, pairs + 1))
    done[of_kind, each] = 1.0
    has[of_class, each] = 1.0
    has[:, pairs] = -weight
    largest = np.append(np.zeros(pairs), 1.0)
    found = linprog(largest, has, np.zeros(n), done, needed, method="highs")
    some = _NOTHING / weight.sum()
    return (
        np.asarray(found.ineqlin.marginals < -some),
        np.asarray(found.eqlin.marginals > some),
    )
