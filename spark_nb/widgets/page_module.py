"""A widget's browser half as one text: on the page it stands alone, without neighbours."""

from __future__ import annotations

import re

from spark_nb.assets import asset_folder

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) ([\w$]+)", re.MULTILINE)


def page_module(stem: str) -> str:
    """Return ``widgets/<stem>.js`` with all it imports from its neighbours in front.

    Each neighbour becomes a function that is called once and returns what it exports, so that
    names meet only where they are imported. Raises ValueError for modules that need each other.
    """
    needed: dict[str, str] = {}
    own = _linked(stem, needed, ())
    return "\n".join([*needed.values(), own])


def _linked(stem: str, needed: dict[str, str], above: tuple[str, ...]) -> str:
    """Return a module that takes its imports from ``needed``, having added what was missing."""
    if stem in above:
        raise ValueError(f"Browser modules need each other: {' → '.join((*above, stem))}.")
    text = (asset_folder("widgets") / f"{stem}.js").read_text(encoding="utf-8")

    def take(found: re.Match[str]) -> str:
        names, neighbour = found.groups()
        if neighbour not in needed:
            inner = _linked(neighbour, needed, (*above, stem))
            needed[neighbour] = _closed(neighbour, inner)
        return f"const {{{names.replace(' as ', ': ')}}} = {_variable(neighbour)};\n"

    return _IMPORT.sub(take, text)


def _closed(stem: str, text: str) -> str:
    exports = ", ".join(name for _, name in _EXPORT.findall(text))
    body = _EXPORT.sub(r"\1 \2", text)
    return f"const {_variable(stem)} = (() => {{\n{body}return {{ {exports} }};\n}})();\n"


def _variable(stem: str) -> str:
    return f"$spark_{stem.replace('-', '_')}"
