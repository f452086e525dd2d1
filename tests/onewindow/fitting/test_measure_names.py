"""A hall has no words of telephones: what its people do is not answering, nor abandoning."""

from __future__ import annotations

import re
from pathlib import Path

from onewindow.fitting.any_kind import fit_any
from onewindow.fitting.hours import MEASURES
from onewindow.fitting.measure_names import measure_name
from plots.calibration.fit_page import fit_html
from plots.language import LANGS
from tests.onewindow.fitting.test_few_days import _hall

TELEPHONE = re.compile(r"answer|abandon|接通|接听|应答", re.IGNORECASE)


def test_terminal_page_and_headline_of_a_hall_have_its_words(tmp_path: Path) -> None:
    found = fit_any(
        _hall(tmp_path / "log.csv", 5), "tickets", office=None, name="a", mapping=None,
        hold_out=None, weekdays=tuple(range(7)), replications=10, seed=1,
        progress=lambda done, all_: None,
    )  # fmt: skip
    data = found.shown()
    page = re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]*>", " ", fit_html(data))
    # Of the model file the page shows keys as they are written.
    page = re.sub(r"\w+[._]\w+", " ", page)
    texts = [page]
    for lang in LANGS:
        frames = [data.verdicts, data.against, data.judged]
        texts += [
            *found.lines(lang),
            found.headline[lang],
            *(t for one in frames for t in one[lang]),
        ]
    assert [text for text in texts if TELEPHONE.search(text)] == []
    assert any("left without being served" in text for text in texts)


def test_every_measure_has_a_name_of_each_kind() -> None:
    for lang in LANGS:
        calls, tickets = (
            {one: measure_name(one, kind, lang) for one in MEASURES}
            for kind in ("calls", "tickets")
        )
        assert len(set(calls.values())) == len(set(tickets.values())) == len(MEASURES)
        assert {one for one in MEASURES if calls[one] != tickets[one]} == {
            "answered_within", "abandoned_fraction",
        }  # fmt: skip
    assert TELEPHONE.search(measure_name("answered_within", "calls", "zh"))
