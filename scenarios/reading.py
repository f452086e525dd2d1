"""A model file as a ServiceModel, or everything that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path as FilePath

from pydantic import ValidationError

from scenarios.checks import findings_in_data, findings_in_model
from scenarios.errors import ModelError, Problem
from scenarios.findings import Finding, dotted, shown
from scenarios.model import ServiceModel
from scenarios.pydantic_errors import findings_of
from scenarios.yaml_text import Document, parse_yaml


def load_model(path: str | FilePath) -> ServiceModel:
    """Read a model file.

    Raises
    ------
    ModelError
        The file cannot be read or does not make sense; every problem has its line.
    """
    return read_model(text_of(path, "a model file"), file=path)


def text_of(path: str | FilePath, kind: str) -> str:
    """Text of a file.

    Parameters
    ----------
    path
        The file.
    kind
        What it should be, such as ``a model file``.

    Raises
    ------
    ModelError
        It cannot be read, or is not UTF-8.
    """
    path = FilePath(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(
            Problem("", f"expected {kind}, got: {reason}. Correct the path.", str(path))
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ModelError(
            Problem(
                "",
                f"expected text in UTF-8, got the byte 0x{error.object[error.start]:02x}. "
                "Save the file as UTF-8.",
                str(path),
                line,
            )
        ) from error
    except ValueError as error:
        raise ModelError(
            Problem("", f"expected a path, got {shown(str(path))}. Correct it.", str(path))
        ) from error
    return text


def read_model(text: str, file: str | FilePath | None = None) -> ServiceModel:
    """Read the text of a model file.

    Parameters
    ----------
    text
        YAML 1.2.
    file
        Where it was read from: for messages, and as the place that paths of logs start from.

    Raises
    ------
    ModelError
        The text is not YAML or does not make sense; every problem has its line.
    """
    return model_in(parse_yaml(text), file)


def model_in(document: Document, file: str | FilePath | None = None) -> ServiceModel:
    """Read the plain data of a model file.

    Raises
    ------
    ModelError
        The data does not make sense; every problem has its line.
    """
    found = list(document.findings)
    model: ServiceModel | None = None
    if isinstance(document.data, dict):
        context: dict[str, object] = {"in_file": True}
        if file is not None:
            context["base"] = FilePath(file).parent
        try:
            model = ServiceModel.model_validate(document.data, context=context)
        except ValidationError as error:
            found += findings_of(error, document.data)
            found += findings_in_data(document.data)
        else:
            found += findings_in_model(model)
    elif not found:
        got = "an empty file" if document.data is None else shown(document.data)
        found.append(
            Finding(
                (),
                f"expected a map of keys such as name, horizon and services, got {got}. "
                "Begin with name: and the other keys of a model.",
            )
        )
    if model is None or found:
        raise ModelError(problems_in(found, document, file))
    return model


def problems_in(
    found: list[Finding], document: Document, file: str | FilePath | None
) -> tuple[Problem, ...]:
    """Findings with their lines, in the order of the file, each place told once."""
    name = None if file is None else str(file)
    first: dict[tuple[str, str], Problem] = {}
    places = {finding.path for finding in document.findings}
    for finding in found:
        if finding.path in places and finding not in document.findings:
            continue
        where = dotted(finding.path)
        line = document.line(finding.path)
        sheet = document.sheet(finding.path)
        stands = name if sheet is None else f"{name or ''}[{sheet}]"
        first.setdefault(
            (where, finding.what), Problem(where, finding.what, stands, line, finding.zh)
        )
    return tuple(sorted(first.values(), key=lambda problem: problem.line or 0))
