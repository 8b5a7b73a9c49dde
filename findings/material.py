"""What differs in surveys and accidents between two editions: what came, changed or went, and without new files."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from findings.city import city
from findings.rows import read
from queries import Connection, accidents, data, divide, once
from queries.accidents import Selection

POLICE = ("honhyo", "hojuhyo", "kosokuhyo")
SURVEY = ("survey",)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class YearOfRecords:
    """A file year of the city's accidents; `without_motorway` leaves motorways out as far as the year tells them."""

    year: int
    accidents: int
    deaths: int
    injuries: int
    without_motorway: int


@dataclass(frozen=True)
class ChangedYear:
    """A file year that differs; None on the side that does not have it.

    `has_new_files` is false where no file came or went that could be of the year, so that something else moved it.
    """

    year: int
    before: YearOfRecords | None
    after: YearOfRecords | None
    has_new_files: bool


@dataclass(frozen=True)
class Answer:
    """What the whole city answered to one option; `groups_hash` stands for the answers of all groups together."""

    survey_id: str
    title: str
    year: int | None
    question_id: str
    option_no: int
    wording: str
    label: str
    respondents: int | None
    pct: float | None
    groups_hash: str


@dataclass(frozen=True)
class ChangedAnswer:
    """An option of a survey both editions have whose published share of the whole city differs."""

    wording: str
    label: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class ChangedSurvey:
    """A survey that came, went or has other answers.

    Attributes
    ----------
    title, year
        What it is called, and when it was made, where that is known.
    before, after
        How many answered at least one question; None on the side that does not have the survey.
    is_new, is_gone
        True where only the later, or only the earlier edition has it.
    changed
        Number of options of which any published answer differs.
    shares
        Those of them whose share of the whole city differs.
    has_new_files
        False where nobody more answered and no file went, so that something else moved the answers.
    """

    title: str
    year: int | None
    before: int | None
    after: int | None
    is_new: bool
    is_gone: bool
    changed: int
    shares: tuple[ChangedAnswer, ...]
    has_new_files: bool


@dataclass(frozen=True)
class Material:
    """What differs in surveys and accidents from one edition to another, the newest first."""

    surveys: tuple[ChangedSurvey, ...]
    years: tuple[ChangedYear, ...]


@dataclass(frozen=True)
class _File:
    file_name: str
    reader: str
    sha256: str


@dataclass(frozen=True)
class _Counted:
    year: int
    accidents: int
    deaths: int
    injuries: int


@once
def between(before: Connection, after: Connection) -> Material:
    """Return what differs in surveys and accidents from `before` to `after`; both are only read."""
    return Material(surveys=_surveys(before, after), years=_years(before, after))


def _surveys(before: Connection, after: Connection) -> tuple[ChangedSurvey, ...]:
    old, new = _answers(before), _answers(after)
    went = _files(before, SURVEY) - _files(after, SURVEY)
    found = []
    for survey_id in dict.fromkeys([*new, *old]):
        one, other = old.get(survey_id, {}), new.get(survey_id, {})
        places = [place for place in dict.fromkeys([*other, *one]) if one.get(place) != other.get(place)]
        if not places:
            continue
        known = next(iter((other or one).values()))
        both = [(one[place], other[place]) for place in places if place in one and place in other]
        answered, now = _respondents(one.values()), _respondents(other.values())
        found.append(
            ChangedSurvey(
                title=known.title,
                year=known.year,
                before=answered,
                after=now,
                is_new=not one,
                is_gone=not other,
                changed=len(places),
                shares=tuple(
                    ChangedAnswer(now.wording, now.label, then.pct, now.pct)
                    for then, now in both
                    if then.pct != now.pct
                ),
                has_new_files=not (one and other) or bool(went) or answered != now,
            )
        )
    return tuple(found)


def _answers(connection: Connection) -> dict[str, dict[tuple[str, int], Answer]]:
    """Return what was answered by survey, then by question and option."""
    found: dict[str, dict[tuple[str, int], Answer]] = {}
    for one in read(Answer, divide.published_totals(connection)):
        found.setdefault(one.survey_id, {})[one.question_id, one.option_no] = one
    return found


def _respondents(answers: Collection[Answer]) -> int | None:
    return max((one.respondents for one in answers if one.respondents is not None), default=None)


def _years(before: Connection, after: Connection) -> tuple[ChangedYear, ...]:
    old, new = _records(before), _records(after)
    named = [name for name, _ in _files(before, POLICE) ^ _files(after, POLICE)]
    return tuple(
        ChangedYear(year, old.get(year), new.get(year), any(_can_be_of(name, year) for name in named))
        for year in sorted({*old, *new}, reverse=True)
        if old.get(year) != new.get(year)
    )


def _records(connection: Connection) -> dict[int, YearOfRecords]:
    code = city(connection).municipality_code
    with_motorway, without = (
        {
            one.year: one
            for one in read(_Counted, accidents.per_year(connection, Selection(code, with_motorway=asked)))
        }
        for asked in (True, False)
    )
    return {
        year: YearOfRecords(year, one.accidents, one.deaths, one.injuries, without[year].accidents)
        for year, one in with_motorway.items()
    }


def _files(connection: Connection, readers: Collection[str]) -> set[tuple[str, str]]:
    """Return the files some readers read, by name and hash."""
    return {
        (one.file_name, one.sha256) for one in read(_File, data.files(connection)) if one.reader in readers
    }


def _can_be_of(file_name: str, year: int) -> bool:
    """Tell whether a file can be of a year: it names the year, or none."""
    named = _YEAR.findall(file_name)
    return not named or str(year) in named
