"""Name folding: the one key under which spellings of a name meet.

``fold("Al-Qa'im") == fold("al Qaim")``. A fold keeps the script, drops case, diacritics, apostrophes and the
signs of ayn and hamza, turns hyphens and other punctuation into spaces, and writes out the usual short words
("St." saint, "Mt" mount, "&" and). The article is kept, because "El Salvador" is not Salvador;
`without_article` gives the second key that places in Arabic-speaking countries also have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

EXPANSIONS = {
    "st": "saint", "ste": "sainte", "mt": "mount", "mtn": "mountain", "mts": "mountains", "ft": "fort",
    "pt": "point", "afb": "air force base", "airbase": "air base", "airfield": "air field",
    "airstrip": "air strip",
    "intl": "international", "twp": "township", "prov": "province", "govt": "government",
}  # fmt: skip
"""Short or run-together words of names; both sides of a look-up pass through here."""

ARTICLES = frozenset({"al", "el", "ul", "il"})
SUN_ARTICLES = {
    "ad": "d", "adh": "d", "an": "n", "ar": "r", "as": "s", "ash": "s", "at": "t", "ath": "t", "az": "z",
    "ed": "d", "en": "n", "er": "r", "es": "s", "esh": "s", "et": "t", "ez": "z",
}  # fmt: skip
"""The article takes on the sun letter after it, "ash-Shatrah", and is an article only before it."""

_APOSTROPHES = "'`´ʹʺʻʼʽʾʿˈˊˋ‘’‛“”′″＇ˮ՚׳״ʿ"
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
    "ŋ": "ng", "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o", "ɣ": "gh",
    "ŧ": "t", "ƒ": "f",
    "ĸ": "q", "ɨ": "i", "ʉ": "u", "ƶ": "z", "ɖ": "d", "ʋ": "v",
}  # fmt: skip
# Arabic and Persian keyboards write the same letter with different code points; hamza seats, ta marbuta and
# alif maqsura are left out or exchanged freely in print.
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
    "ۀ": "ه",
    "ە": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "ـ": "", "ء": "",
}  # fmt: skip


def _table() -> dict[int, str]:
    table = {
        code: " "
        for code in range(0x3000)
        if unicodedata.category(chr(code))[0] in "PSZC" and not 0xD800 <= code < 0xE000
    }
    table |= dict.fromkeys(range(0x3000, 0x3040), " ") | dict.fromkeys((0xFF0C, 0xFF0E, 0xFF0D), " ")
    for letters in (_LATIN, _ARABIC):
        table |= {ord(letter): value for letter, value in letters.items()}
    table |= {ord(mark): "" for mark in _APOSTROPHES} | {ord("."): "", ord("&"): " and "}
    # Lone surrogates, as broken PDFs give, cannot be written in UTF-8.
    table |= dict.fromkeys(range(0xD800, 0xE000), " ")
    table |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD), "")
    return table


_TABLE = _table()
_ASCII = {code: value for code, value in _TABLE.items() if code < 128}
_DOTTED = re.compile(r"(?<=\w\w)\.(?=\w\w)")  # "St.Louis", but not "U.S." or "D.C."


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Return the key of a name: small letters, single spaces, no marks; "" where nothing is left.

    Examples
    --------
    >>> fold("Al-Qa'im"), fold("St. John’s"), fold("Łódź")
    ('al qaim', 'saint johns', 'lodz')
    """
    ascii_only = name.isascii()
    if ascii_only and name.isalpha():  # most names: one word without marks
        name = name.lower()
        return EXPANSIONS.get(name, name)
    if "." in name:
        name = _DOTTED.sub(" ", name)
    name = name.lower().translate(_ASCII) if ascii_only else _fold_unicode(name)
    words = name.split()
    return " ".join([EXPANSIONS.get(word, word) for word in words])


def _fold_unicode(name: str) -> str:
    # Dotless and dotted i, long s and ligatures are settled by casefold and NFKD; the marks that stay
    # (virama, nukta, vowel signs, voicing marks) are letters of their scripts.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name.lower()).translate(_TABLE))
    kept = "".join(
        [letter for letter in plain if letter < "\u0300" or not 9 < unicodedata.combining(letter) < 250]
    )
    return unicodedata.normalize("NFC", kept).lower().translate(_TABLE)


def without_article(folded: str) -> str | None:
    """Return a folded name without its leading Arabic article; None where it has none.

    Examples
    --------
    >>> without_article("al qaim"), without_article("an nasiriyah"), without_article("an hoa")
    ('qaim', 'nasiriyah', None)
    """
    first, _, rest = folded.partition(" ")
    if not rest:
        # In Arabic script the article is written together with the word.
        return first[2:] if len(first) > 4 and first.startswith("ال") else None
    if first in ARTICLES or rest[0] == SUN_ARTICLES.get(first):
        return rest
    return None


KIND_WORDS = frozenset(
    [
        "nahiyat",
        "qaryat",
        "madinat",
        "muhafazat",
        "qada",
        "mintaqat",
        "ناحيه",
        "قريه",
        "مدينه",
        "محافظه",
        "قضا",
        "منطقه",
    ]
)
"""Arabic for subdistrict, village, town, governorate, district, area: the name is also used without it."""


def bare_names(folded: str) -> list[str]:
    """Return a folded Arabic name without its word of kind, without its article, and without either.

    Examples
    --------
    >>> bare_names("qaryat az zuwiyah")
    ['az zuwiyah', 'zuwiyah']
    """
    found = []
    first, _, rest = folded.partition(" ")
    if first in KIND_WORDS and rest:
        found.append(rest)
        folded = rest
    bare = without_article(folded)
    return found if bare is None else [*found, bare]


_VOWELS = str.maketrans("", "", "aeiouywh ")
_CONSONANTS = str.maketrans("qcgjvz", "kkkkbs")
_REPEATED = re.compile(r"(.)\1+")


def skeleton(folded: str) -> str:
    """Return the consonants of a folded name, those that transliterations exchange made one.

    "fallujah", "faluja" and "al falluja" without its article share "flk". Names in scripts without small
    Latin letters come back as they are, without spaces.
    """
    return _REPEATED.sub(r"\1", folded.translate(_VOWELS).translate(_CONSONANTS))
