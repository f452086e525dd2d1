"""The sentence for each kind of mistake that pydantic finds in a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scenarios.findings import Path, listed, near, plain_text, shown
from scenarios.flows import KINDS
from scenarios.key_names import near_key, own_first, wrong_key
from scenarios.schema_words import Node, help_at, keys_at

Error = Mapping[str, Any]
_OURS = re.compile(r"([\w.]+: )?expected ")
"""How our own sentences begin, where a section says which key of it is meant."""
_NUMBERS = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
}
_FORMS = {
    "string_type": ("a text", "Put it in quotes when it is meant as text."),
    "string_unicode": ("a text", "Take out the characters that cannot be written."),
    "bool_type": ("true or false", "Write true or false."),
    "bool_parsing": ("true or false", "Write true or false."),
    "tuple_type": ("a list", "Put it in brackets: [ ]."),
    "list_type": ("a list", "Put it in brackets: [ ]."),
    "dict_type": ("a map of names to sections", "Give names with a colon, or leave the key out."),
    "model_type": ("a section with keys", "Give its keys with a colon each."),
    "model_attributes_type": ("a section with keys", "Give its keys with a colon each."),
    "date_type": ("a date", "Write year, month and day, such as 2026-03-02."),
    "date_parsing": ("a date", "Write year, month and day, such as 2026-03-02."),
    "date_from_datetime_parsing": ("a date", "Write year, month and day, such as 2026-03-02."),
    "date_from_datetime_inexact": ("a date without a time of day", "Leave out the time."),
    "recursion_loop": ("a value", "It stands in itself: write it out."),
}
_BOUNDS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "of at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "of at most"),
}


def sentence(path: Path, errors: list[Error], data: object, schema: Node | None = None) -> str:
    """One sentence for the errors at a path: several are those of the members of a union.

    Parameters
    ----------
    path
        Where they are.
    errors
        Errors of pydantic.
    data
        The plain data of the whole file.
    schema
        JSON Schema of the file; that of a model file when left out.
    """
    if len(errors) > 1:
        joined = _union(errors)
        if joined:
            return joined
    error = errors[0]
    kind, got, ctx = str(error["type"]), error.get("input"), error.get("ctx", {})
    if kind == "value_error":
        ours = str(error["msg"]).removeprefix("Value error, ")
        if _OURS.match(ours):
            return ours
    if kind == "missing":
        about = help_at(data, path, schema).rstrip(".").replace("``", "")
        what = f"expected {path[-1]}" + (f" ({about})" if about else "")
        one = ", or write one text for both languages" if path[-1] in ("zh", "en") else ""
        return f"{what}, got nothing. Add the key {path[-1]}{one}."
    if kind == "extra_forbidden":
        known = keys_at(data, path[:-1], schema)
        free = [key for key in known if key not in _map_at(data, path[:-1])]
        return wrong_key(str(path[-1]), free or known)
    if kind == "literal_error":
        return _choice(got, _choices(str(ctx.get("expected", ""))))
    if kind == "union_tag_invalid":
        tell = str(ctx.get("discriminator", "")).strip("'")
        tag = got.get(tell) if isinstance(got, dict) else got
        return _choice(tag, _choices(str(ctx.get("expected_tags", ""))))
    if kind == "union_tag_not_found":
        tell = str(ctx.get("discriminator", "")).strip("'")
        return _tagless(tell, got, keys_at(data, path, schema))
    if kind == "step_kind":
        return _step(got)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        mend = "Correct it."
        # Who writes 30 where a share has to stand means percent.
        if kind == "less_than_equal" and ctx["le"] == 1 and got is not None and 2 <= got <= 100:
            mend = f"Write {got / 100:g} for {got:g} %."
        return f"expected a number {words} {ctx[name]:g}, got {shown(got)}. {mend}"
    if kind == "too_short":
        least, there = int(ctx["min_length"]), int(ctx["actual_length"])
        what = ("name" if isinstance(got, dict) else "item") + ("s" if least > 1 else "")
        return f"expected at least {least} {what}, got {there or 'none'}. Add one."
    if kind == "int_from_float":
        return f"expected a whole number, got {shown(got)}. Round it."
    if kind in _NUMBERS:
        return f"expected {_NUMBERS[kind]}, got {shown(got)}. Write a number without quotes."
    if kind in _FORMS:
        form, mend = _FORMS[kind]
        if kind in ("model_type", "model_attributes_type"):
            keys = keys_at(data, path, schema)
            mend = f"Give its keys ({listed(own_first(keys))}) with a colon each." if keys else mend
        return f"expected {form}, got {shown(got)}. {mend}"
    message = plain_text(str(error["msg"]))
    return f"expected something else, got {shown(got)}: {message}. Correct it."


def _union(errors: list[Error]) -> str | None:
    """One sentence for a value that fits none of several kinds."""
    ours = [str(e["msg"]).removeprefix("Value error, ") for e in errors if _is_ours(e)]
    got = errors[0].get("input")
    forms: list[str] = []
    for error in errors:
        kind = str(error["type"])
        if kind in _BOUNDS:
            # The value is of the right kind, so the other members are beside the point.
            return None if error is errors[0] else sentence((), [error], None)
        if kind == "literal_error":
            forms.extend(_choices(str(error["ctx"]["expected"])))
        elif kind in _NUMBERS:
            forms.append(_NUMBERS[kind])
        elif kind in _FORMS:
            forms.append(_FORMS[kind][0])
        elif _is_ours(error) and str(error["msg"]).startswith("Value error, expected a number,"):
            forms.append("a number")
        else:
            return ours[0] if ours else None
    meant = near(got, forms) if isinstance(got, str) else None
    mend = f"Did you mean '{meant}'?" if meant else "Use one of these."
    *but_last, last = dict.fromkeys(forms)
    expected = f"{', '.join(but_last)} or {last}" if but_last else last
    return f"expected {expected}, got {shown(got)}. {mend}"


def _is_ours(error: Error) -> bool:
    return bool(error["type"] == "value_error")


def _choices(text: str) -> list[str]:
    """Pydantic's ``'a', 'b' or 'c'`` as a list."""
    return [part.strip().strip("'") for part in text.replace(" or ", ", ").split(",")]


def _choice(got: object, choices: list[str]) -> str:
    known = f"one of {listed(choices)}" if len(choices) > 1 else choices[0]
    meant = near_key(got, choices) if isinstance(got, str) else None
    mend = f"Did you mean '{meant}'?" if meant else "Use one of these."
    return f"expected {known}, got {shown(got)}. " + (mend if len(choices) > 1 else "Correct it.")


def _tagless(tell: str, got: object, keys: tuple[str, ...]) -> str:
    meant = (
        near(tell, [str(key) for key in got if key not in keys]) if isinstance(got, dict) else None
    )
    mend = f"Did you mean '{tell}' by '{plain_text(meant)}'?" if meant else f"Add the key {tell}."
    return f"expected a section with the key {tell}, got {shown(got)}. {mend}"


def _step(got: object) -> str:
    names = [str(key) for key in got] if isinstance(got, dict) else []
    meant = next((kind for name in names if (kind := near(name, KINDS))), None)
    mend = f"Did you mean '{meant}'?" if meant else "Begin it with its kind, such as serve: NAME."
    return f"expected a step with one of {', '.join(KINDS)}, got {shown(got)}. {mend}"


def _map_at(data: Any, path: Path) -> dict[str, Any]:
    for part in path:
        data = data[part]
    return data if isinstance(data, dict) else {}
