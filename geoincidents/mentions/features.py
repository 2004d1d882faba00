"""What the tagger sees of a token: features of the word itself, and of where it stands.

A word's own features are the same wherever it stands, so they are made once a word and looked up by the
tokens around it at their distance (-2 … +2); only the few of `placed` are made token by token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from geoincidents.mentions.lexicon import Lexicon, Match
from geoincidents.mentions.tokens import Token
from geoincidents.mentions.words import common_words, words

OFFSETS = (-2, -1, 0, 1, 2)
_WIDE, _NEAR, _HERE = OFFSETS, (-1, 0, 1), (0,)
BOUNDARY = "<end>"
"""Stands for the tokens before a sentence's first and after its last; no token is written so."""

_CACHED = 4096  # words; about 0.5 MB
_LISTS = (
    "person_titles", "speech_verbs", "offices", "organization_heads", "facility_heads", "street_heads",
    "modifiers",
)  # fmt: skip


def word_features(
    word: str, lexicon: Lexicon, clusters: Mapping[str, tuple[str, str]]
) -> list[tuple[tuple[int, ...], str]]:
    """Return the features of a word, each with the distances at which a token may see it.

    Parameters
    ----------
    word : str
        As written, or `BOUNDARY`.
    lexicon : Lexicon
        Tells what sort of place bears the name.
    clusters : mapping of str to (str, str)
        Words in lower case → numbers of their coarse and fine cluster.
    """
    if word == BOUNDARY:
        return [(_WIDE, "end")]
    low = word.lower()
    plain = low.replace(".", "") or low
    shape = _shape(word)
    made = [(_WIDE, f"w={low}"), (_WIDE, f"s={shape}"), (_HERE, f"W={word}")]
    if not word[0].isalpha():
        return made
    common = plain in common_words()
    capital = not word.islower()
    made += [
        (_HERE, f"2={low[-2:]}"), (_NEAR, f"3={low[-3:]}"), (_HERE, f"4={low[-4:]}"),
        (_HERE, f"p2={low[:2]}"), (_NEAR, f"p3={low[:3]}"), (_HERE, f"p4={low[:4]}"),
        (_HERE, f"p5={low[:5]}"), (_WIDE, f"c={common:d}{capital:d}"),
    ]  # fmt: skip
    cluster = clusters.get(low)
    if cluster is not None:
        coarse, fine = cluster
        made += [(_WIDE, f"k={fine}"), (_WIDE, f"K={coarse}"), (_HERE, f"kc={fine} {capital:d}")]
    lists = words()
    made += [(_WIDE, f"l={name}{capital:d}") for name in _LISTS if plain in getattr(lists, name)]
    if capital:
        entry = lexicon.entry(word)
        if entry is None:
            made.append((_NEAR, "g=none"))
        else:
            rank = int(entry.importance * 5)
            made += [
                (_NEAR, f"g={entry.name_class}{entry.demonym:d}"),
                (_HERE, f"G={entry.name_class}{rank}{common:d}"),
            ]
    return made


def placed(tokens: Sequence[Token], matches: Sequence[Match], *, heading: bool) -> list[list[str]]:
    """Return the features of each token of a sentence that depend on where it stands.

    Parameters
    ----------
    tokens : sequence of Token
        The sentence.
    matches : sequence of Match
        The known names in it.
    heading : bool
        Whether the sentence is in capitals.
    """
    lows = [BOUNDARY, *(token.text.lower() for token in tokens), BOUNDARY]
    shapes = ["", *(_shape(token.text) for token in tokens), ""]
    made: list[list[str]] = []
    for index in range(1, len(lows) - 1):
        here = [
            f"<{lows[index - 1]} {lows[index]}",
            f">{lows[index]} {lows[index + 1]}",
            f"s3={shapes[index - 1]} {shapes[index]} {shapes[index + 1]}",
        ]
        if heading:
            here.append("heading")
        made.append(here)
    if made:
        made[0].append(f"first{lows[1] in common_words():d}{heading:d}")
    for first, last, entry in matches:
        kind = entry.name_class
        made[first] += (f"mp={kind} {lows[first]}", f"mn={kind} {lows[last + 1]}")
        made[last - 1].append(f"mx={kind}{shapes[first][:1]}{shapes[last + 1][:1]}")
        if last - first == 1:
            continue
        made[first].append(f"m=B{entry.name_class}")
        for index in range(first + 1, last):
            made[index].append(f"m=I{entry.name_class}")
        if first > 0:
            made[first - 1].append(f"m<{entry.name_class}")
        if last < len(tokens):
            made[last].append(f"m>{entry.name_class}")
    return made


@lru_cache(maxsize=_CACHED)
def _shape(word: str) -> str:
    """Return the word's shape with runs made one: "U.S." X.X., "al" x, "2003" 0, "Qa'im" Xx'x."""
    return "".join(sign for sign, _ in groupby(map(_sign, word[:20])))


def _sign(letter: str) -> str:
    if letter.isupper():
        return "X"
    if letter.islower():
        return "x"
    if letter.isdigit():
        return "0"
    return "a" if letter.isalpha() else letter
