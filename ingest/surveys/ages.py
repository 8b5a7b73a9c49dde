"""Ages as people write them: 35才 in years, 20代 or 70歳～ as a class."""

import re

from ingest.surveys.rules import OLDEST, Rules
from ingest.texts import plain

_YEARS = re.compile(r"満?([1-9][0-9]{0,2})(?:\.0+)?[歳才]?")
_DASHES = re.compile("[~〜‐-―−ー]|から")
_BOUND = r"(\d{1,3})歳?(代)?"
_SPAN = re.compile(rf"{_BOUND}(?:(以上|以下|未満|\+)|-(?:{_BOUND})?|以上(\d{{1,3}})歳?未満)?")
_UP_TO = re.compile(rf"-{_BOUND}")


def years(text: str) -> int | None:
    """Return the age a text gives in completed years, None where it is no age.

    満35歳, 35才, 35.0 and full-width digits are 35; 035, 35代 and years of birth are none.
    """
    found = _YEARS.fullmatch(plain(text))
    return int(found[1]) if found else None


def class_of(text: str, rules: Rules) -> str | None:
    """Return the finest class that holds all ages a text names (20代, 18-29, 70歳～, 80代以上), None where none does.

    It is a proposal for a person to confirm: 29歳以下 is taken for the youngest class.
    """
    bounds = span(text)
    if bounds is None or years(text) is not None:
        return None
    first = rules.classes[0].least
    for age_class in rules.classes:
        least, most = bounds[0] or first, bounds[1]
        if age_class.least <= least <= most <= (OLDEST if age_class.most is None else age_class.most):
            return age_class.age_group
    return None


def span(text: str) -> tuple[int, int] | None:
    """Return the youngest (0 where there is none) and the oldest age a text names, None where it names none.

    満35歳, 20～24歳, 20代, 18歳以上30歳未満, 85歳以上, 100～ and 17歳以下 are understood.
    """
    written = _DASHES.sub("-", re.sub(r"満(?=\d)", "", plain(text)).replace("才", "歳"))
    if up_to := _UP_TO.fullmatch(written):
        return 0, int(up_to[1]) + (9 if up_to[2] else 0)
    found = _SPAN.fullmatch(written)
    if found is None:
        return None
    first, is_decade, word, last, ends_in_decade, below = found.groups()
    least, most = int(first), int(first) + (9 if is_decade else 0)
    if word == "未満":
        return 0, least - 1
    if word == "以下":
        return 0, most
    if below:
        return least, int(below) - 1
    if last:
        return least, int(last) + (9 if ends_in_decade else 0)
    return least, OLDEST if word or written.endswith("-") else most
