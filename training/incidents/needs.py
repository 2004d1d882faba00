"""Work out the words that each pattern of the incident stage needs: ``python -m training.incidents.needs``.

To be run whenever a pattern is changed; what is not in the file is worked out when it is needed, which takes
a millisecond a pattern.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import geoincidents.incidents
from geoincidents.incidents import openings, pattern_words, scenes, turns
from geoincidents.incidents.dates.grammar import RULES
from geoincidents.incidents.needs import Pattern, key_of

OUT = Path(geoincidents.incidents.__file__).parent / "data/needs.json"


def patterns() -> dict[str, Pattern]:
    """Return every pattern that is passed over by its words, by its name."""
    modules = [
        import_module(m.name)
        for m in walk_packages(geoincidents.incidents.__path__, "geoincidents.incidents.")
    ]
    found = {
        f"{module.__name__.rsplit('.', 1)[-1]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Pattern)
    }
    found |= turns._patterns()
    found |= {f"openings.{mark}": pattern for mark, pattern, _ in openings._openings()}
    found |= {f"several.{number}": pattern for number, pattern in enumerate(scenes._several())}
    found |= {"separate": scenes._separate()}
    found |= {f"dates.{name}": Pattern(rf"\b{rule}") for name, rule in RULES}
    return found


def worked_out() -> dict[str, dict[str, list[list[str]] | list[str] | None]]:
    """Return what each needs and begins with, by its key."""
    found: dict[str, dict[str, list[list[str]] | list[str] | None]] = {}
    for pattern in sorted({pattern.pattern for pattern in patterns().values()}):
        begins = pattern_words.begins_with(pattern)
        found[key_of(pattern)] = {
            "needs": [sorted(words) for words in pattern_words.needs(pattern)],
            "begins": None if begins is None else sorted(begins),
        }
    return dict(sorted(found.items()))


def main() -> None:
    """Write the file, a pattern a line."""
    rows = [f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in worked_out().items()]
    OUT.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    print(f"{len(rows)} patterns: {OUT}")


if __name__ == "__main__":
    main()
