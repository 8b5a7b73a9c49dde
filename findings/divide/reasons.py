"""The reasons of a survey for not using services, joined with the measures of the plan that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from findings.divide import ages, surveys
from findings.divide.measures import Answering
from findings.divide.shares import Share
from findings.divide.surveys import Answer
from queries import Connection, once


@dataclass(frozen=True)
class ReasonQuestion:
    """A question for reasons in the survey of a fiscal year."""

    year: int
    wording: str


@dataclass(frozen=True)
class Reason:
    """A reason with the share of those asked who named it, its interval (percent), and the measures that answer it."""

    label: str
    count: int
    respondents: int
    pct: float
    low: float
    high: float
    answered_by: Sequence[Answering]


@once
def questions(connection: Connection) -> list[ReasonQuestion]:
    """Return the questions for reasons, newest first: multiple ones whose options are neither good nor bad."""
    return [
        ReasonQuestion(survey.year, wording)
        for survey in surveys.surveys(connection)
        for wording in _for_reasons(surveys.answers(connection, survey.year))
    ]


def named(answers: Sequence[Answer], answering: Sequence[Answering]) -> list[Reason]:
    """Return the reasons of one question, the most frequent first, without those whose total is hidden.

    A measure answers a reason when the note of its link quotes the option in 「」.
    """
    found = []
    for one in answers:
        share = one.share
        if not one.is_whole or not share.is_known or share.interval is None:
            continue
        low, high = share.interval
        answered_by = [each for each in answering if f"「{one.option.label}」" in each.note]
        found.append(
            Reason(
                one.option.label,
                cast(int, share.count),
                cast(int, share.respondents),
                share.pct or 0.0,
                low,
                high,
                answered_by,
            )
        )
    return sorted(found, key=lambda reason: -reason.pct)


def rivals(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the reasons that chance may have put behind the most frequent one: their intervals overlap."""
    return [one for one in reasons[1:] if one.high >= reasons[0].low]


def by_age(answers: Sequence[Answer]) -> dict[str, list[Share]]:
    """Return the reasons by the classes of age that all of them have; hidden ones last, as they are."""
    groups: dict[str, list[Share]] = {}
    for one in answers:
        if not one.is_whole:
            groups.setdefault(one.option.label, []).append(one.share)
    common = ages.shared(groups)
    hidden = {label: [share for share in shares if share.is_hidden] for label, shares in groups.items()}
    return common | {label: shares for label, shares in hidden.items() if shares}


def _for_reasons(answers: Sequence[Answer]) -> list[str]:
    """Return the multiple questions of a survey whose options are all neither good nor bad, sorted."""
    judged: dict[str, bool] = {}
    for one in answers:
        if one.option.kind == "multiple":
            wording = one.option.wording
            judged[wording] = judged.get(wording, False) or one.option.favourable is not None
    return sorted(wording for wording, is_judged in judged.items() if not is_judged)
