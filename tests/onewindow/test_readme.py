"""What the READMEs and the reference page say is so."""

import re
import runpy
import shlex
from pathlib import Path

import pytest

from scenarios.errors import DataError

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh.md")


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)


def commands(page):
    """Shell lines of a page, in order."""
    return re.findall(r"^(?:    |\$ )((?:onewindow|make|git) .*)$", text_of(page), re.MULTILINE)


def test_both_languages_show_the_same_commands_and_files():
    assert commands("README.md") == commands("README.zh.md")
    assert len(commands("README.md")) > 6
    for kind in ("yaml", "python"):
        assert blocks("README.md", kind) == blocks("README.zh.md", kind)


@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_stands_below_them(page):
    tool = runpy.run_path(str(ROOT / "docs" / "write_readme.py"))
    renewed = tool["renewed"](text_of(page), tool["PAGES"][page])
    assert renewed == text_of(page), "Run python docs/write_readme.py."


def test_the_other_commands_run(call, monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = [
        shlex.split(c)
        for page in PAGES
        for c in re.findall(r"^    (onewindow .*)$", text_of(page), re.M)
    ]
    for _, *arguments in {tuple(c): c for c in shown}.values():
        if "emcc_2015" not in arguments[1]:
            quick = [] if arguments[0] == "control" else ["--replications", "2"]
            result = call(*arguments, *quick)
            assert result.exit_code == 0, result.stderr


def test_files_shown_are_those_in_examples():
    shown = blocks("README.md", "yaml")
    for name, block in zip(("hall", "open_a_window"), shown, strict=True):
        assert block == (ROOT / "examples" / "first" / f"{name}.yaml").read_text(encoding="utf-8")


def test_python_runs(monkeypatch, tmp_path):
    (code,) = blocks("README.md", "python")
    monkeypatch.chdir(ROOT)
    script = tmp_path / "script.py"
    quick = code.replace("replications=20", "replications=2")
    script.write_text(quick.replace('"out/', f'"{tmp_path}/'), encoding="utf-8")
    found = runpy.run_path(str(script))
    assert set(found["table"]["redesign"]) == {"one_window"}
    assert (tmp_path / "one_window.html").is_file()


@pytest.mark.parametrize("page", [*PAGES, "docs/design.md", "docs/command_line.md"])
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!http)([^)#]+)", text_of(page)):
        assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_named(call, page):
    for command in ("demo", "packs", "check", "simulate", "compare", "report", "charts", "schema"):
        assert f"`onewindow {command}" in text_of(page)


def test_the_reference_page_is_that_of_the_schema():
    page = runpy.run_path(str(ROOT / "docs" / "write_reference.py"))["page"]()
    assert page == text_of("docs/model.md"), "Run python docs/write_reference.py."


def test_the_hotline_agrees_with_what_is_known_of_it(monkeypatch):
    import onewindow as ow
    from onewindow.vary import varied

    model = ow.load(ROOT / "examples" / "emcc_2015" / "model.yaml")
    try:
        from sim.observed import observed

        seen = observed(model)
    except DataError:
        pytest.skip("the log is not there: ../shared/data/hotline_emcc_2015/calls.csv.gz")
    assert seen is not None
    kept = seen[seen["scope"] == "target"].set_index("of")["value"]
    assert kept["within_10_s"] == pytest.approx(0.820, abs=0.0005)
    assert kept["within_30_s"] == pytest.approx(0.969, abs=0.0005)
    known = {"3": (0.88, 0.98), "4": (0.90, 0.99)}
    for name, other in varied(model, "pools.agents.seats=3,4").items():
        # One replication: the standard error of these shares is about 0.2 %.
        rows = ow.replicate(other, replications=1).estimates()
        # Over the whole run: the same shares are there by quarter of the year too.
        rows = rows[(rows["scope"] == "target") & rows["at"].isna()]
        shares = rows.set_index("of")["value"]
        expected = known[name[-1]]
        assert shares["within_10_s"] == pytest.approx(expected[0], abs=0.0075)
        assert shares["within_30_s"] == pytest.approx(expected[1], abs=0.0075)
