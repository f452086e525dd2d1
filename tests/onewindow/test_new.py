"""A case of the library copied as a starting point."""

import pytest

from scenarios.library.packs import load_pack, pack_names


@pytest.mark.parametrize("case", pack_names())
def test_a_copy_checks_and_stands_alone(call, folder, case):
    result = call("new", case, folder / "mine")
    assert result.exit_code == 0, result.stderr
    pack = load_pack(case)
    names = {path.name for path in (pack.baseline, *pack.scenarios, pack.readme)}
    assert {path.name for path in (folder / "mine").iterdir()} == names
    files = [folder / "mine" / name for name in sorted(names) if name.endswith(".yaml")]
    checked = call("check", *files)
    assert checked.exit_code == 0, checked.stdout
    # Its own baseline is what a scenario starts from, comments and all.
    text = (folder / "mine" / "baseline.yaml").read_text(encoding="utf-8")
    assert text == pack.baseline.read_text(encoding="utf-8")
    assert "# What to look at first" in text or case == "hotline_12345"


def test_what_is_there_is_not_written_over(call, folder):
    (folder / "mine").mkdir()
    (folder / "mine" / "baseline.yaml").write_text("mine", encoding="utf-8")
    result = call("new", "social_security", folder / "mine")
    assert result.exit_code == 2
    assert "baseline.yaml: DIR: expected no such file yet" in result.stderr
    assert [path.name for path in (folder / "mine").iterdir()] == ["baseline.yaml"]


def test_a_case_goes_by_its_title_and_a_wrong_one_is_told(call, folder):
    assert call("new", "social_securty", folder / "mine").exit_code == 2
    assert "Did you mean 'social_security'" in call("new", "social_securty", folder / "m").stderr
