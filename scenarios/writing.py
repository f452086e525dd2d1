"""A ServiceModel as a model file that reads back as the same model."""

from __future__ import annotations

import io
from pathlib import Path as FilePath

from ruamel.yaml import YAML

from scenarios.model import ServiceModel
from scenarios.whole_file import whole_file
from scenarios.yaml_layout import WIDTH, laid_out
from scenarios.yaml_values import file_values


def dump_model(model: ServiceModel) -> str:
    """Write a model as YAML 1.2.

    What was never set is left out, times have their units, and what is short stands on one
    line. Paths of logs are written as the model has them.
    """
    return _text(model, None)


def write_model(model: ServiceModel, path: str | FilePath) -> None:
    """Write a model file; there is never half a file.

    Paths of logs in its folder are written relative to it.

    Raises
    ------
    OSError
        The folder cannot be written to.
    """
    path = FilePath(path)
    text = _text(model, path.parent.resolve())
    with whole_file(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


def _text(model: ServiceModel, folder: FilePath | None) -> str:
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.width = WIDTH
    # A date that stands in two calendars is written out in both: readers know no anchors.
    yaml.representer.ignore_aliases = lambda _: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(laid_out(file_values(model, folder)), out)
    return out.getvalue()
