from pathlib import Path

import pytest

from scenarios.errors import ModelError, Problem
from scenarios.reading import load_model, read_model

SAMPLE = Path(__file__).with_name("sample.yaml")
TEXT = SAMPLE.read_text(encoding="utf-8")


def problems_with(*changes: tuple[str, str]) -> tuple[Problem, ...]:
    """What reading says of the sample after these changes of its text."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    with pytest.raises(ModelError) as caught:
        read_model(text, "sample.yaml")
    return caught.value.problems


def line_of(part: str) -> int:
    return TEXT[: TEXT.index(part)].count("\n") + 1


def one_problem_with(old: str, new: str) -> Problem:
    (problem,) = problems_with((old, new))
    assert problem.line == line_of(old)
    return problem


def test_a_sound_file_does_not_raise() -> None:
    model = load_model(SAMPLE)
    assert model.horizon == 5 * 86400.0
    assert model.logs["march"].file == str(SAMPLE.parent.resolve() / "march.csv")


def test_five_mistakes_of_five_kinds_give_five_sentences_with_lines() -> None:
    told = problems_with(
        ("warm_up:", "warm_upp:"),
        ("pickup: 15 s", "pickup: 15"),
        ("serves: [review, sign]", "serves: [reviw, sign]"),
        ("probability: 0.2", "probability: 1.3"),
        ("flow: [{serve: accept}], priority", "flow: [{serve: acept}], priority"),
    )
    assert [problem.line for problem in told] == [
        line_of("warm_up:"),
        line_of("pickup: 15 s"),
        line_of("serves: [review, sign]"),
        line_of("probability: 0.2"),
        line_of("phone: {"),
    ]
    # By letters in common, as difflib counts them: 10 of 11, 6 of 11, 2 of 9, 2 of 10.
    likest = {
        "reviw": "(review, repair, sign, kiosk, … (9 in all))",
        "acept": "(accept, repair, check_documents, both, … (9 in all))",
    }
    time = 'a number with a unit (s, min, h, days, weeks, workdays), such as "6 min"'
    assert [(problem.where, problem.what) for problem in told] == [
        (
            "warm_upp",
            (
                "expected a known key (judged, judged_well, warm_up, times_of_day, experience), "
                "got 'warm_upp'. Did you mean 'warm_up'?"
            ),
        ),
        (
            "activities.check_documents.pickup",
            f'expected {time}, got 15. Add the unit, such as "15 min" or "15 s".',
        ),
        (
            "pools.reviewers.serves[0]",
            f"expected an activity {likest['reviw']}, got 'reviw'. Did you mean 'review'?",
        ),
        (
            "services.pension.flow[1].probability",
            "expected a number of at most 1, got 1.3. Correct it.",
        ),
        (
            "services.pension.channels.phone.flow[0].serve",
            f"expected an activity {likest['acept']}, got 'acept'. Did you mean 'accept'?",
        ),
    ]
    assert str(told[0]).startswith("sample.yaml:9: warm_upp: expected ")


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("seats: 3", "seats: many", "pools.windows.seats", "or unlimited, got 'many'"),
        ("seats: 3", "seats: 3.5", "pools.windows.seats", "a whole number or unlimited, got 3.5"),
        ("seats: 3", "seats: -3", "pools.windows.seats", "a number of at least 0, got -3"),
        ("seats: 3", "seats: true", "pools.windows.seats", "got true"),
        ("balk: 0.05", "balk: '0.05'", "activities.check_documents.balk", "a number, got '0.05'"),
        ("balk: 0.05", "balk: .nan", "activities.check_documents.balk", "a finite number, got nan"),
        ("place: back", "place: bck", "activities.review.place", "Did you mean 'back'?"),
        ("gamma", "gama", "activities.check_documents.service_time.distribution", "'gamma'?"),
        ("rates", "rats", "services.pension.arrivals.pattern", "Did you mean 'rates'?"),
        ("measure: wait", "mesure: wait", "targets.quick", "Did you mean 'measure' by 'mesure'?"),
        ("- {serve: sign,", "- {serv: sign,", "services.pension.flow[5]", "Did you mean 'serve'?"),
        ("horizon: 5 days", "horizn: 5 days", "horizn", "Did you mean 'horizon'?"),
        ("horizon: 5 days", "horizon: 5 dys", "horizon", "got the unit 'dys'"),
        (
            "interval: 30 min",
            "interval: 1e308 weeks",
            "services.counted.arrivals.interval",
            "1e308",
        ),
        ("2026-03-02", "5", "start_date", "a date, got 5"),
        ("2026-03-02", "2026-02-30", "start_date", "a date such as 2026-03-02, got '2026-02-30'"),
        ('start: "09:00"', "start: 9", "services.pension.arrivals.start", '"HH:MM", got 9'),
        ("mon-fri: [", "mon-fry: [", "calendars.hall.open.mon-fry", "got 'mon-fry'"),
        (
            "[6, 8, 5]",
            "{a: 1}",
            "services.pension.arrivals.per_hour",
            "a number or a list, got a map",
        ),
        ("counts: [2, 0, 3]", "counts: []", "services.counted.arrivals.counts", "at least 1 item"),
        ("counts: [2, 0, 3]", "counts: [x, y, z]", "services.counted.arrivals.counts[0]", "2 more"),
        ("share: 0.7}", "share: 0.5}", "services.pension.channels", "sum to 1, got 0.8"),
        ("cv: 0.8", "shape: 2", "activities.check_documents.service_time", "mean and cv"),
        ("name: sample", "name:", "name", "a text, got nothing"),
        ("holidays: CN", "holidays: US", "calendars.hall.holidays", "expected CN, got 'US'"),
        (
            "log: march, start",
            "log: may, start",
            "activities.sign.service_time.log",
            "a log (march)",
        ),
        ("file: march.csv", "file: ''", "logs.march.file", "a path, got ''"),
        (
            "distribution: gamma, mean: ",
            "distribution: gamma, mean: 1,",
            "activities.check_documents.service_time.mean",
            "min'. Take the comma out: one and a half is 1.5",
        ),
        ("horizon: 5 days", "horizon: 1,5 days", "horizon", "got '1,5 days'. Take the comma out"),
    ],
)
def test_a_mistake_raises_one_sentence(old: str, new: str, where: str, what: str) -> None:
    (problem,) = problems_with((old, new))
    assert problem.where == where
    assert what in problem.what
    # What concerns a whole section stands at its key, here at most one line above.
    assert problem.line in (line_of(old), line_of(old) - 1)


def test_the_line_of_an_item_in_a_list_is_its_own() -> None:
    problem = one_problem_with("level: 1}", "level: x}")
    assert problem.where == "pools.reviewers.staff[1].level"


def test_a_key_given_twice_raises_with_both_lines() -> None:
    (problem,) = problems_with(("drain: 10 days", "drain: 10 days\ndrain: 9 days"))
    assert problem.line == line_of("drain: 10 days") + 1
    assert f"again after line {problem.line - 1}" in problem.what


def test_merged_keys_do_not_raise() -> None:
    text = TEXT.replace(
        '- {days: mon-fri, span: "09:00-12:00", level: 2}',
        '- &morning {days: mon-fri, span: "09:00-12:00", level: 2}',
    ).replace('- {days: mon-fri, span: "13:00', '- {<<: *morning, span: "13:00')
    assert read_model(text, SAMPLE) == load_model(SAMPLE)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "got an empty file"),
        ("~", "got an empty file"),
        ("- 1\n- 2", "got a list of 2"),
        ("just a text", "got 'just a text'"),
        ("a: [1,", "expected YAML"),
        ("a: b: c", "expected YAML"),
        ("a: 1\n---\nb: 2", "single document"),
        ("a: *nobody", "undefined alias"),
        ("a: &a [*a]", "an alias of what it stands in"),
        ("a: !!python/object:os.system x", "the tag !!python/object:os.system"),
        ("a: !!binary aGk=", "the tag !!binary"),
        ("? [a]\n: b", "expected a name before the colon"),
        ("%YAML 1.1\n---\na: no", "expected YAML 1.2, got %YAML 1.1"),
        ("a: \x00", "#x0000"),
        ("[" * 5000, "at most 100 levels"),
        ("{a: " * 150 + "1" + "}" * 150, "at most 100 levels"),
        ("a: " + "9" * 5000, "a whole number"),
        ("a: 0x" + "f" * 5000, "a number below 2^63"),
        (
            "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"a{k + 1}: &a{k + 1} [{','.join(10 * [f'*a{k}'])}]\n" for k in range(9)),
            "aliases that unfold to a model",
        ),
    ],
)
def test_a_text_that_is_no_model_raises(text: str, what: str) -> None:
    with pytest.raises(ModelError) as caught:
        read_model(text, "x.yaml")
    assert any(what in problem.what for problem in caught.value.problems), caught.value
    assert all(problem.line and problem.file == "x.yaml" for problem in caught.value.problems)


def test_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No such file"):
        load_model(tmp_path / "none.yaml")
    with pytest.raises(ModelError, match="directory"):
        load_model(tmp_path)
    with pytest.raises(ModelError, match="expected a path"):
        load_model("a\0b")


def test_text_that_is_not_utf_8_raises_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gbk.yaml"
    path.write_bytes("name: x\ntitle: 大厅\n".encode("gbk"))
    with pytest.raises(ModelError, match="UTF-8") as caught:
        load_model(path)
    assert caught.value.problems[0].line == 2


def test_a_byte_order_mark_does_not_raise(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.read_bytes())
    assert load_model(path).name == "sample"
