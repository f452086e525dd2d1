"""What a name stands for: a model file, a scenario file, a case of the library, case/scenario."""

from __future__ import annotations

from pathlib import Path

from onewindow.library_names import case_named, scenario_named
from onewindow.study import Redesign, Study
from scenarios.errors import ModelError, Problem
from scenarios.library.packs import Pack, load_pack, pack_names
from scenarios.model import ServiceModel
from scenarios.reading import load_model, text_of
from scenarios.redesign.scenario_reading import ScenarioModels, load_redesigned
from scenarios.yaml_text import parse_yaml

Name = str | Path


def model_of(name: Name) -> ServiceModel:
    """The model that a name stands for; a scenario's has its redesign applied.

    Raises
    ------
    ModelError, RedesignError
        There is no such thing, or it does not make sense.
    """
    found = _file_of(name)
    if found is None:
        return load_model(case_named(str(name)).baseline)
    if is_scenario(found):
        return unobserved(load_redesigned(found).redesigned.model)
    return load_model(found)


def unobserved(model: ServiceModel) -> ServiceModel:
    """A model changed from one whose experience was observed: of itself nothing was.

    Alone it has no modelled satisfaction; beside its baseline it has.
    """
    known = model.experience
    if known is None or known.observed is None:
        return model
    return model.replace(experience=known.replace(observed=None))


def study_of(baseline: Name, scenarios: tuple[Name, ...] = ()) -> Study:
    """A baseline and the redesigns to compare it with.

    Parameters
    ----------
    baseline
        A case of the library, a model file, or a scenario file, which brings its own baseline.
    scenarios
        Names of the case's scenarios, or scenario files of this baseline; all of the case's when
        there are none.

    Raises
    ------
    ModelError, RedesignError
        There is no such thing, it does not make sense, or nothing to compare with is left.
    """
    found = _file_of(baseline)
    if found is None:
        pack = case_named(str(baseline))
        files = [_scenario_file(name, pack) for name in scenarios] or list(pack.scenarios)
        return _study(pack.name, pack.baseline, files)
    files = [_scenario_file(name, None) for name in scenarios]
    if is_scenario(found):
        own = load_redesigned(found)
        return _study(own.before.name, Path(own.scenario.baseline), [found, *files])
    return _study(load_model(found).name, found, files)


def found_in(name: Name, scenarios: tuple[Name, ...] = ()) -> Study | ServiceModel:
    """What a name stands for: a model file alone is a model, everything else can be compared.

    Raises
    ------
    ModelError, RedesignError
        There is no such thing, or it does not make sense.
    """
    found = _file_of(name)
    if found is not None and not scenarios and not is_scenario(found):
        return load_model(found)
    return study_of(name, scenarios)


def files_of(name: Name) -> tuple[Path, ...]:
    """The files that a name stands for and that are read with them, such as its baseline and logs.

    Raises
    ------
    ModelError, RedesignError
        There is no such thing, or it does not make sense.
    """
    found = _file_of(name)
    files = [case_named(str(name)).baseline if found is None else found]
    if found is not None and is_scenario(found):
        files.append(Path(load_redesigned(found).scenario.baseline))
    return (*files, *logs_of(model_of(name)))


def read_for(about: Study | ServiceModel, name: Name = "") -> tuple[Path, ...]:
    """The files that were read for what is reported about; a model's own file has to be named."""
    if isinstance(about, Study):
        return about.files
    return (*([Path(name)] if name else []), *logs_of(about))


def names_in(about: Study | ServiceModel) -> tuple[str, ...]:
    """Names of what is reported about: redesigns, or the model alone."""
    return tuple(about.redesigns) if isinstance(about, Study) else (about.name,)


def logs_of(*models: ServiceModel) -> tuple[Path, ...]:
    """The logs that models read."""
    return tuple(Path(log.file) for model in models for log in model.logs.values())


def is_scenario(path: Path) -> bool:
    """Whether a file has the keys of a scenario rather than those of a model."""
    data = parse_yaml(text_of(path, "a model or scenario file")).data
    return isinstance(data, dict) and "activities" not in data and bool(
        {"redesign", "baseline"} & set(data)
    )  # fmt: skip


def _study(name: str, baseline: Path, files: list[Path]) -> Study:
    if not files:
        raise ModelError(
            Problem(
                "",
                "expected a scenario to compare with, got none. Name a scenario file, or take a "
                "case of the library.",
                str(baseline),
            )
        )
    redesigns: dict[str, Redesign] = {}
    before: ServiceModel | None = None
    for file in files:
        models = load_redesigned(file)
        if Path(models.scenario.baseline).resolve() != baseline.resolve():
            what = (
                f"expected a scenario of {baseline}, got one of {models.scenario.baseline}. "
                "Compare it with its own baseline."
            )
            raise ModelError(Problem("baseline", what, str(file)))
        before = models.before
        redesigns[models.scenario.name] = _redesign(models)
    assert before is not None
    afters = (before, *(redesign.model for redesign in redesigns.values()))
    return Study(name, before, redesigns, (baseline, *files, *logs_of(*afters)))


def _redesign(models: ScenarioModels) -> Redesign:
    scenario = models.scenario
    return Redesign(
        name=scenario.name,
        title=scenario.title,
        why=scenario.why,
        model=models.redesigned.model,
        steps=models.redesigned.steps,
        published=scenario.published,
    )


def _file_of(name: Name) -> Path | None:
    """The file that a name stands for; None when it is the name of a case."""
    if not (text := str(name)):
        return None
    case, _, scenario = text.partition("/")
    # A case of the library goes before a folder of the same name.
    if case in pack_names() and not Path(text).is_file():
        return scenario_named(load_pack(case), scenario) if scenario else None
    if isinstance(name, Path) or Path(text).exists() or "/" in text or "." in text:
        return Path(text)
    return None


def _scenario_file(name: Name, pack: Pack | None) -> Path:
    text = str(name)
    if pack is not None and text in {path.stem for path in pack.scenarios}:
        return pack.scenario(text)
    if pack is None or Path(text).exists() or text.endswith((".yaml", ".yml")):
        found = _file_of(name)
        return Path(text) if found is None else found
    return scenario_named(pack, text.removeprefix(f"{pack.name}/"))
