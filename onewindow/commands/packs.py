"""The command that lists the cases of the library."""

from __future__ import annotations

from onewindow.options import AsJson, Language, chosen_lang


def packs(lang: Language = None, as_json: AsJson = False) -> None:
    """List the cases of the library and their scenarios.

    For example:

    - `onewindow packs`
    - `onewindow packs --json`
    """
    from onewindow.console import out as console
    from onewindow.machine import print_json
    from scenarios.library.packs import load_pack, pack_names
    from scenarios.reading import load_model
    from scenarios.redesign.scenario_reading import load_scenario

    language = chosen_lang(lang)
    found = [load_pack(name) for name in pack_names()]
    titles = {pack.baseline: load_model(pack.baseline).title for pack in found}
    titles |= {path: load_scenario(path).title for pack in found for path in pack.scenarios}
    if as_json:
        listed = [
            {
                "name": pack.name,
                "title": titles[pack.baseline].model_dump(),
                "baseline": pack.baseline,
                "scenarios": [
                    {"name": path.stem, "title": titles[path].model_dump(), "file": path}
                    for path in pack.scenarios
                ],
            }
            for pack in found
        ]
        print_json({"command": "packs", "packs": listed})
        return
    screen = console()
    for pack in found:
        screen.print(f"[bold]{pack.name}[/bold]  {getattr(titles[pack.baseline], language)}")
        for path in pack.scenarios:
            screen.print(f"  {path.stem}  [dim]{getattr(titles[path], language)}[/dim]")
