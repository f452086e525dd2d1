"""Commands that run a redesign say what in it changes nothing."""

import json

STAFFED = "desk: {serves: [advise], seats: 2, staff: 2}"
SAID = "3 seats instead of 2 where 2 at most are ever on duty"


def staffed(folder):
    path = folder / "desk.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("desk: {serves: [advise], seats: 2}", STAFFED), encoding="utf-8")
    return folder


def test_check_compare_and_report_say_it(call, folder):
    scenario = staffed(folder) / "more.yaml"
    assert "warning: redesign[0] set_capacity: expected staff" in call("check", scenario).stdout
    (found,) = json.loads(call("check", scenario, "--json").stdout)["files"]
    assert found["ok"]
    assert [SAID in text for text in found["contents"]["warnings"]] == [True]
    few = ("--replications", "2", "--processes", "1")
    assert (
        "注意：redesign[0] set_capacity：给 desk 增加"
        in call("check", scenario, "--lang", "zh").stdout
    )
    assert SAID in call("compare", scenario, *few).stderr
    assert SAID in call("report", scenario, "--out", folder / "r.html", *few).stderr
    chinese, english = (folder / "r.html").read_text(encoding="utf-8").split('<article lang="en"')
    assert [SAID in text for text in (chinese, english)] == [False, True]
    assert ["席位由 2 个改为 3 个" in text for text in (chinese, english)] == [True, False]


def test_vary_says_from_which_value_on(call, folder):
    model = staffed(folder) / "desk.yaml"
    few = ("--replications", "2", "--processes", "1")
    said = call("simulate", model, "--vary", "pools.desk.seats=1,2,3", *few).stderr
    assert said.count("warning: ") == 1
    assert "--vary pools.desk.seats=3: expected staff" in said
