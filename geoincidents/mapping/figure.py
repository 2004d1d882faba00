"""The document around the map: our own page in place of branca's, which compiles outside text."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import jinja2
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.raster_layers import TileLayer
from markupsafe import Markup

from geoincidents.errors import SettingsError
from geoincidents.mapping import bundle
from geoincidents.mapping.safety import content_security_policy, literal_rendering, printable, safe_json

_STYLE = re.compile(r"<style[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?")
_RANDOM_ID = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("geoincidents.mapping", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


def tile_origin(url: str) -> str:
    """Return the origin of a tile address as a Content-Security-Policy source.

    ``https://{s}.tile.example.org/{z}/{x}/{y}.png`` gives ``https://*.tile.example.org``.

    Raises
    ------
    SettingsError
        For anything but http and https with a plain host name.
    """
    parts = urlsplit(url)
    host = parts.netloc
    star = host.startswith("{s}.")
    host = host.removeprefix("{s}.")
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        raise SettingsError(f"tiles must be an http(s) address with a plain host name, not {url!r}")
    return f"{parts.scheme}://{'*.' if star else ''}{host}"


class Layers:
    """What the layers that callers added put into the page."""

    def __init__(self) -> None:
        self.script = ""
        self.styles: list[str] = []
        self.html = ""
        self.image_hosts: list[str] = []


class IncidentFigure(Figure):
    """A branca figure that writes our page.

    Parameters
    ----------
    page : dict
        Values of the page's template, see `page.html.jinja`.
    blocks : dict
        JSON blocks by element id, already safe.
    """

    def __init__(self, page: dict[str, Any], blocks: dict[str, str]) -> None:
        super().__init__(height="640px")
        self._id = "incidents"
        self.page = page
        self.blocks = blocks

    def render(self, **_kwargs: Any) -> str:
        """Return the whole document."""
        layers = self._render_layers()
        script, style = bundle.read_text("page.js"), bundle.read_text("page.css")
        scripts = [script, layers.script] if layers.script else [script]
        styles = [style, *layers.styles]
        page = _template().render(
            **{
                key: printable(value) if isinstance(value, str) else value for key, value in self.page.items()
            },
            policy=Markup(content_security_policy(scripts, styles, layers.image_hosts)),  # noqa: S704
            styles=[Markup(text) for text in styles],  # noqa: S704
            scripts=[Markup(text) for text in scripts],  # noqa: S704
            blocks={
                name: Markup(text)  # noqa: S704
                for name, text in (
                    *self.blocks.items(),
                    ("im-layers", safe_json({"hosts": layers.image_hosts, "script": bool(layers.script)})),
                )
            },
            layers_html=Markup(layers.html),  # noqa: S704
        )
        _check(page.replace(layers.html, "", 1) if layers.html else page, scripts, styles)
        return page

    def _render_layers(self) -> Layers:
        """Render what callers added to the map, literally."""
        layers = Layers()
        for part in (self.header, self.html, self.script):
            part._children.clear()
        tiles = [item for item in _descendants(self) if isinstance(item, TileLayer)]
        layers.image_hosts = sorted({tile_origin(item.tiles) for item in tiles})
        with literal_rendering():
            for child in list(self._children.values()):
                for layer in list(child._children.values()):
                    layer.render()
            script = "\n".join(item.render() for item in self.script._children.values())
            html = "\n".join(item.render() for item in self.html._children.values())
            header = list(self.header._children.items())
            for name, item in header:
                if isinstance(item, JavascriptLink | CssLink):
                    warnings.warn(
                        f"{name}: {item.url} is left out: the page fetches nothing, so what needs it fails",
                        stacklevel=4,
                    )
                else:
                    layers.styles.extend(_STYLE.findall(item.render()))
        names: dict[str, str] = {}
        layers.html = _RANDOM_ID.sub(lambda match: names.setdefault(match[0], f"layer{len(names)}"), html)
        script = _RANDOM_ID.sub(lambda match: names.setdefault(match[0], f"layer{len(names)}"), script)
        # "<\/" is the same string in JavaScript, and cannot end the element.
        layers.script = script.replace("</", "<\\/").replace("<!--", "<\\!--")
        return layers


def _descendants(element: Element) -> list[Element]:
    found: list[Element] = []
    for child in element._children.values():
        found += [child, *_descendants(child)]
    return found


def _check(page: str, scripts: list[str], styles: list[str]) -> None:
    """Refuse to write a page in which a script or style could end early or be opened by anything but us."""
    for text in scripts:
        if "</script" in text.lower() or "<!--" in text:
            raise SettingsError("a script of the page would end early: '</script' or '<!--' in it")
    for text in styles:
        if "</style" in text.lower():
            raise SettingsError("a style of the page would end early: '</style' in it")
    opened = page.count("<script>")
    if opened != len(scripts):
        raise SettingsError(f"the page has {opened} scripts instead of {len(scripts)}")
