"""What a fit was found to be worth: information where it is good news, else a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from onewindow.fitting.verdict import with_verdict
from onewindow.warnings_told import warnings_in
from scenarios.reading import load_model
from scenarios.writing import write_model
from tests.onewindow.conftest import SMALL

HEADLINE = {"zh": "检验的各项都可信", "en": "All that was judged can be trusted"}


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_good_news_is_no_warning(call, tmp_path: Path, lang: str, *, good: bool) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(SMALL, encoding="utf-8")
    plain = load_model(model)
    write_model(with_verdict(plain, HEADLINE, good=good), model)
    run = call("simulate", model, "-n", 2, "--lang", lang)
    said = " ".join(run.stderr.split())
    (told,) = (line for line in run.stderr.splitlines() if HEADLINE[lang][:6] in line)
    assert told.startswith(("注意", "warning")) is not good
    assert HEADLINE[lang] in said.replace(" ", "") or HEADLINE[lang] in said
    more = len(warnings_in(load_model(model))) - len(warnings_in(plain))
    assert more == (0 if good else 1)
