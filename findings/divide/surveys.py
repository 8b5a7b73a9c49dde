"""The surveys of an edition with a known year: how good each is, what it asked and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from findings import rows
from findings.divide.shares import WHOLE, Share
from queries import Connection, divide, once
from queries.editions import QuestionKind

Difference = Literal[
    "question_added", "question_dropped", "wording", "options_added", "options_dropped", "mode"
]
"""In what a survey differs from the one before: a question, how it is put, its options, how the survey was made."""


@dataclass(frozen=True)
class Survey:
    """A survey with its quality facts; what is not known (or not published) is None.

    `year` is its fiscal year, `population_year` the calendar year whose inhabitants weight it, `distributed` the
    questionnaires sent out and `returned` those that came back.
    """

    survey_id: str
    year: int | None
    title: str
    distributed: int | None = None
    returned: int | None = None
    mode: str | None = None
    population_year: int | None = None
    note: str | None = None


@dataclass(frozen=True)
class YearlySurvey(Survey):
    """A survey of a known fiscal year."""

    year: int


@dataclass(frozen=True)
class Option:
    """An answer that could be chosen; `favourable` says whether more is better, None where it is neither."""

    question_id: str
    wording: str
    kind: QuestionKind
    option_no: int
    label: str
    favourable: bool | None


@dataclass(frozen=True)
class Answer:
    """One option in one survey: how the question was put, whom it was asked of, and the share of one class of age.

    `asked_of` is the question whose answers decided who was asked; None where everybody was.
    """

    option: Option
    asked_as: str
    asked_of: str | None
    share: Share

    @property
    def is_whole(self) -> bool:
        """Whether everybody is counted, not one class of age."""
        return self.share.age_group == WHOLE


@dataclass(frozen=True)
class _Row:
    """A row of queries/divide/answers_of_survey.sql."""

    question_id: str
    wording: str
    asked_as: str
    kind: QuestionKind
    asked_of: str | None
    option_no: int
    label: str
    favourable: bool | None
    age_group: str
    respondents: int | None
    count: int | None
    pct: float | None
    suppressed: bool
    source_id: str


@dataclass(frozen=True)
class FormChange:
    """What is different from the survey before: a question, how it is put, its options, or how the survey was made.

    `wording` is the question (empty for the mode), `before` and `now` how it was put or made, `options` the options
    that came or went, in order.
    """

    difference: Difference
    wording: str = ""
    before: str = ""
    now: str = ""
    options: Sequence[str] = ()


@once
def surveys(connection: Connection) -> list[YearlySurvey]:
    """Return the surveys with a known year, newest first."""
    return rows.read(YearlySurvey, divide.surveys(connection))


@once
def options(connection: Connection) -> list[Option]:
    """Return every option that was asked in a survey with a known year, in the order of the questionnaire."""
    return rows.read(Option, divide.questions(connection))


@once
def answers(connection: Connection, year: int) -> list[Answer]:
    """Return what the survey of a fiscal year was answered, by question, option and class of age, all first."""
    return [
        Answer(
            Option(row.question_id, row.wording, row.kind, row.option_no, row.label, row.favourable),
            row.asked_as,
            row.asked_of,
            Share(year, row.age_group, row.respondents, row.count, row.pct, row.suppressed, row.source_id),
        )
        for row in rows.read(_Row, divide.answers_of_survey(connection, year=year))
    ]


def sources(answers: Sequence[Answer]) -> list[str]:
    """Return the ids of the sources of answers, each once."""
    return list(dict.fromkeys(one.share.source_id for one in answers))


@once
def changes(connection: Connection, surveys: Sequence[YearlySurvey], year: int) -> list[FormChange] | None:
    """Return in what the survey of a fiscal year differs from the one before; None where there is none before."""
    earlier = max((one for one in surveys if one.year < year), key=lambda one: one.year, default=None)
    if earlier is None:
        return None
    now = next(one for one in surveys if one.year == year)
    found = form_changes(answers(connection, year), answers(connection, earlier.year))
    if now.mode is not None and earlier.mode is not None and now.mode != earlier.mode:
        found.append(FormChange("mode", before=earlier.mode, now=now.mode))
    return found


def form_changes(now: Sequence[Answer], before: Sequence[Answer]) -> list[FormChange]:
    """Return in what the questions of a survey differ from those of the one before, in the order of the form."""
    asked, earlier = _labels(now), _labels(before)
    put, put_before = ({one.option.wording: one.asked_as for one in form} for form in (now, before))
    found = [FormChange("question_added", wording) for wording in asked if wording not in earlier]
    found += [FormChange("question_dropped", wording) for wording in earlier if wording not in asked]
    for wording in (wording for wording in asked if wording in earlier):
        if put[wording] != put_before[wording]:
            found.append(FormChange("wording", wording, put_before[wording], put[wording]))
        added, dropped = asked[wording] - earlier[wording], earlier[wording] - asked[wording]
        if added:
            found.append(FormChange("options_added", wording, options=sorted(added)))
        if dropped:
            found.append(FormChange("options_dropped", wording, options=sorted(dropped)))
    return found


def _labels(answers: Sequence[Answer]) -> dict[str, set[str]]:
    """Return the options of every question."""
    asked: dict[str, set[str]] = {}
    for one in answers:
        asked.setdefault(one.option.wording, set()).add(one.option.label)
    return asked
