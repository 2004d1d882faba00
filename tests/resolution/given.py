"""Mentions for tests: every occurrence of some names, as if they were given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gazetteer.relations.grammar import find_relations
from geoincidents.resolution.joint import JointResolver
from geoincidents.types import Article, Mention, Resolution


def mentions_of(text: str, names: Sequence[str], demonyms: Sequence[str] = ()) -> list[Mention]:
    """Return a mention for each occurrence of each name, in the order of the text."""
    pattern = "|".join(re.escape(name) for name in sorted((*names, *demonyms), key=len, reverse=True))
    return [
        Mention(
            span=found.span(),
            text=found[0],
            kind="demonym" if found[0] in demonyms else "toponym",
            recognizer="given",
            score=1.0,
            name=found[0],
        )
        for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)
    ]


def resolve(
    resolver: JointResolver,
    text: str,
    names: Sequence[str],
    demonyms: Sequence[str] = (),
    *,
    url: str | None = None,
    publisher: str | None = None,
) -> tuple[Resolution, ...]:
    """Return the resolutions of all occurrences of the names."""
    mentions = mentions_of(text, names, demonyms)
    relations = find_relations(text, [mention.span for mention in mentions])
    article = Article(id="made", text=text, url=url, publisher=publisher)
    return resolver(article, mentions, relations)
