"""Ages as people write them: 35才 in years, 20代 or 70歳～ as a class."""

import re

from ingest.surveys.rules import OLDEST, Rules
from ingest.texts import plain

_YEARS = re.compile(r"満?([1-9][0-9]{0,2})(?:\.0+)?[歳才]?")
_BOUND = r"([0-9]{1,3})[歳才]?(代)?"
_DASH = "[~‐-―−ー-]"
_BETWEEN = re.compile(rf"(?:満?{_BOUND})?(?:{_DASH}|から)(?:{_BOUND})?")
_ONE_BOUND = re.compile(rf"満?{_BOUND}(以上|以下|未満)?")


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
    span = _span(plain(text))
    if span is None:
        return None
    first = rules.classes[0].least
    for age_class in rules.classes:
        least, most = span[0] or first, span[1]
        if age_class.least <= least <= most <= (OLDEST if age_class.most is None else age_class.most):
            return age_class.age_group
    return None


def _span(text: str) -> tuple[int, int] | None:
    """Return the youngest (0 where there is none) and the oldest age of a class as people write it."""
    between = _BETWEEN.fullmatch(text)
    if between:
        low, _, high, is_decade = between.groups()
        if low is None and high is None:
            return None
        most = OLDEST if high is None else int(high) + (9 if is_decade else 0)
        return int(low or 0), most
    named = _ONE_BOUND.fullmatch(text)
    if named is None:
        return None
    number, is_decade, word = named.groups()
    least, most = int(number), int(number) + (9 if is_decade else 0)
    if word == "以上":
        return least, OLDEST
    if word == "以下":
        return 0, most
    if word == "未満":
        return 0, least - 1
    return (least, most) if is_decade else None
