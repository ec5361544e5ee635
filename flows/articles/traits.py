"""What a text is like: its language, the agency it is credited to, whether it tells one story or several."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.articles.media import reading_rules

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

EDGE = 200  # characters at either end of a text, where credits stand
FEWEST_LETTERS = 60
SAMPLED = 3_000
SURE = 0.9
# Scripts that no text in these languages is written in: where most letters are of another script, the page is wrong.
SCRIPTS = {
    "CYRILLIC": {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "ba", "tt"},
    "ARABIC": {"ar", "fa", "ur", "ps", "ku", "ug", "sd"},
    "HEBREW": {"he", "yi", "iw"},
    "HANGUL": {"ko"},
    "CJK": {"zh", "ja", "ko"},
    "HIRAGANA": {"ja"},
    "GREEK": {"el"},
    "DEVANAGARI": {"hi", "mr", "ne", "sa"},
}


def language(text: str, declared: str | None) -> tuple[str | None, str | None]:
    """Tell a text's language as ISO 639-1, and what told it: `page` or `text`; both None where nothing does.

    What the page declares counts, unless its text is in letters that the language is not written in.

    >>> language("Щонайменше сто військових загинули внаслідок удару по населеному пункту, повідомили у штабі.", "en")
    ('uk', 'text')
    >>> language("Six were hurt.", "en"), language("Six were hurt.", None)
    (('en', 'page'), (None, None))
    """
    letters = "".join(filter(str.isalpha, text[:SAMPLED]))
    if declared and not _foreign(letters, declared):
        return declared, "page"
    if len(letters) < FEWEST_LETTERS:
        return (declared, "page") if declared else (None, None)
    code, sure = _identifier().classify(text[:SAMPLED])
    if sure < SURE:
        return (declared, "page") if declared else (None, None)
    return str(code), "text"


def _foreign(letters: str, declared: str) -> bool:
    sample = letters[:: max(1, len(letters) // 50)]
    elsewhere = not _has_script(declared)
    own = sum(declared in SCRIPTS[script] if script else elsewhere for script in map(_script, sample))
    return bool(sample) and own * 2 < len(sample)


@lru_cache(4_096)
def _script(letter: str) -> str | None:
    """Name the script of a letter, where it is one of those that tell languages apart."""
    name = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
    return name if name in SCRIPTS else None


def _has_script(declared: str) -> bool:
    return any(declared in languages for languages in SCRIPTS.values()) and declared not in ("sr", "ku")


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # only for texts that do not tell their language

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def credit(text: str, authors: tuple[str, ...] = (), publisher: str | None = None) -> str | None:
    """Name the news agency that a text is credited to; None where none is, and where the outlet is that agency.

    >>> credit("KYIV, Dec 19 (Reuters) - At least 100 soldiers were killed."), credit("He told Reuters that he left.")
    ('Reuters', None)
    >>> credit("At least 100 soldiers were killed.", ("Agence France-Presse",))
    'AFP'
    """
    names, pattern = _credits()
    own = (publisher or "").casefold()
    for author in authors:
        if (name := names.get(author.casefold())) and name.casefold() not in own:
            return name
    for edge in (text[:EDGE], text[-EDGE:]):
        match = pattern.search(edge)
        name = names[next(word for word in match.groups() if word).casefold()] if match else None
        if name and name.casefold() not in own:
            return name
    return None


@cache
def _credits() -> tuple[dict[str, str], re.Pattern[str]]:
    rules = reading_rules()
    names = {word.casefold(): name for name, words in rules["agencies"].items() for word in words}
    words = "|".join(sorted((re.escape(word) for each in rules["agencies"].values() for word in each), key=len)[::-1])
    before = "|".join(map(re.escape, rules["credit_words"]))
    pattern = rf"\(({words})\)|[–—]\s*({words})\s*\Z|\b(?i:{before})\W{{1,3}}({words})\b|\A({words})\s+[–—-]\s"
    return names, re.compile(pattern)


def flags_of(url: str, title: str | None, kinds: frozenset[str]) -> tuple[str, ...]:
    """Tell pages that grow by entries, and pages of several stories, from those that tell one.

    >>> flags_of("https://news.example/world/live/2025/x", None, frozenset())
    ('liveblog',)
    >>> flags_of("https://news.example/olives", "Five alive after siege", frozenset())
    ()
    """
    rules, lower = reading_rules(), (title or "").casefold()
    steps = set(urlsplit(url).path.casefold().split("/"))
    live = (
        not kinds.isdisjoint(rules["live_types"])
        or not steps.isdisjoint(rules["live_paths"])
        or any(sign in lower for sign in rules["live_titles"])
    )
    several = any(sign in lower for sign in rules["several_titles"])
    return tuple(flag for flag, holds in (("liveblog", live), ("several-stories", several)) if holds)
