"""Keeps outside text from ever becoming a template, a tag or a script.

branca compiles the text that an element rendered once more as a Jinja2 template, so a news article that
holds ``{{ … }}`` could run commands on the machine that builds the map. Our page never passes text through
branca; the layers that callers add are rendered inside `literal_rendering`, which takes text as it is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import folium.map
from branca.element import Element
from folium.template import tojavascript

_ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
        # Braces in pairs would open a Jinja2 tag if anybody renders the page's text again.
        "{": "\\u007b",
        "`": "\\u0060",
        "$": "\\u0024",
        # Lone surrogates (from broken UTF-16) cannot be written as UTF-8.
        **{chr(code): f"\\u{code:04x}" for code in range(0xD800, 0xE000)},
    }
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_NEEDS_ESCAPE = re.compile("[<>&\u2028\u2029{`$\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WRAPPER_STYLE = re.compile(r'^(<div id="html_[0-9a-f]+") style="[^"]*"')
_LOCK = threading.RLock()


def safe_json(value: Any) -> str:
    r"""Write a value as JSON that can stand inside a ``<script>`` element or a script's text.

    Inside strings ``< > & { ` $`` and the two line separators become ``\uXXXX``, so no string can close the
    element, open a comment, a template tag or a JavaScript template literal.

    Raises
    ------
    ValueError
        For NaN and infinities, which JSON lacks.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if _NEEDS_ESCAPE.search(text) is None:
        return text
    return _STRING.sub(lambda match: match[0].translate(_ESCAPES), text)


def printable(text: str) -> str:
    """Return the text with control characters and lone surrogates, which HTML cannot hold, as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def csp_hash(text: str) -> str:
    """Return the Content-Security-Policy source of an inline script or style: ``'sha256-…'``."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def content_security_policy(
    scripts: Sequence[str], styles: Sequence[str], image_hosts: Sequence[str] = ()
) -> str:
    """Return the policy that lets exactly these inline scripts and styles run, and nothing be fetched.

    Parameters
    ----------
    scripts, styles : sequence of str
        The texts between the tags.
    image_hosts : sequence of str
        Origins of opt-in map tiles, as ``https://tile.example.org``.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(csp_hash(text) for text in scripts),
            "style-src " + " ".join(csp_hash(text) for text in styles),
            "img-src " + " ".join(("data:", *image_hosts)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


class _Literal:
    """Stands where branca keeps a template, and gives the text back as it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, **_kwargs: Any) -> str:
        return self.text


def _render_popup(popup: Any, **kwargs: Any) -> None:
    """Render a popup with its content as a JSON string instead of a JavaScript template literal."""
    content = " ".join(element.render(**kwargs) for element in popup.html._children.values())
    # folium's own wrapper carries an inline style, which the page's policy refuses.
    content = _WRAPPER_STYLE.sub(r"\1", content)
    name, parent = popup.get_name(), popup._parent.get_name()
    opened = ".openPopup()" if popup.show else ""
    text = (
        f"var {name} = L.popup({tojavascript(popup.options)}).setContent({safe_json(_unescape(content))});\n"
        f"{parent}.bindPopup({name}){opened};"
    )
    popup.get_root().script.add_child(Element(text), name=name)


def _render_tooltip(tooltip: Any, **_kwargs: Any) -> None:
    """Render a tooltip with its content as a JSON string instead of a JavaScript template literal."""
    content = safe_json(tooltip.text)
    text = f"{tooltip._parent.get_name()}.bindTooltip({content}, {tojavascript(tooltip.options)});"
    tooltip.get_root().script.add_child(Element(text), name=tooltip.get_name())


def _unescape(text: str) -> str:
    """Undo folium's backslash before backticks, which only a template literal needs."""
    return text.replace("\\`", "`")


@contextmanager
def literal_rendering() -> Iterator[None]:
    """Render folium elements inside the block without compiling rendered text as templates.

    The three patched functions belong to the whole process; threads other than this one go through to the
    original functions.
    """
    thread = threading.get_ident()
    plain_element: Any = Element
    plain_popup: Any = folium.map.Popup
    plain_tooltip: Any = folium.map.Tooltip
    init, render = plain_element.__init__, plain_element.render
    popup, tooltip = plain_popup.render, plain_tooltip.render

    def literal_init(self: Any, template: str | None = None, template_name: str | None = None) -> None:
        if threading.get_ident() != thread or template is None:
            init(self, template, template_name)
            return
        init(self)
        self._template = _Literal(template)

    def literal_render(self: Any, **kwargs: Any) -> str:
        plain = type(self) is Element and self._template_str is not None
        if threading.get_ident() == thread and plain:
            return str(self._template_str)
        return str(render(self, **kwargs))

    def literal_popup(self: Any, **kwargs: Any) -> None:
        (_render_popup if threading.get_ident() == thread else popup)(self, **kwargs)

    def literal_tooltip(self: Any, **kwargs: Any) -> None:
        (_render_tooltip if threading.get_ident() == thread else tooltip)(self, **kwargs)

    with _LOCK:
        plain_element.__init__ = literal_init
        plain_element.render = literal_render
        plain_popup.render = literal_popup
        plain_tooltip.render = literal_tooltip
        try:
            yield
        finally:
            plain_element.__init__ = init
            plain_element.render = render
            plain_popup.render = popup
            plain_tooltip.render = tooltip
