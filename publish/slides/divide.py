"""The slides of the divide, of the newest survey: the gap and its change, who uses less and why, what was printed."""

from dataclasses import replace

from charts import words
from charts.cards import Card
from charts.divide import cards, gaps, over_years, published, questions
from charts.divide.conditions import of_option
from findings.divide import reasons
from findings.divide.ages import population
from findings.divide.gaps import comparison, gap, since_first
from findings.divide.measures import measures
from findings.divide.option import adverse, answers
from findings.divide.published import adverse as adverse_of
from findings.divide.published import published as printed_shares
from findings.divide.questions import cells, columns_of
from findings.divide.surveys import YearlySurvey, options, surveys
from findings.divide.surveys import answers as answers_of
from findings.events import events
from publish.slides.topic import Topic
from queries import Connection

QUESTION = "すべての年代に届いているか。差は縮まったか"


def topic(connection: Connection) -> Topic:
    """Return the divide as slides; without a survey of a known year what the plan printed."""
    known, asked = surveys(connection), options(connection)
    printed = printed_shares(connection)
    of_plan = [cards.never_used(printed), cards.used(printed)] if printed else []
    if not known or not asked:
        never = adverse_of(printed)
        said = published.answer(never) + gaps.NOTHING_KNOWN
        return Topic(QUESTION, said, published.grounds(never), [], of_plan)
    survey = known[0]
    seen = answers(connection, adverse(connection, asked))
    ages, found = seen.ages(survey.year), comparison(seen)
    apart, moved = gap(seen, ages, survey.year), since_first(found, survey.year)
    conditions = of_option(seen, 調査年=words.fiscal_year(survey.year), 年齢="すべて")
    times = over_years.within(events(connection, "divide"), list(found.gaps))
    return Topic(
        QUESTION,
        gaps.answer(apart, moved) if apart else gaps.no_gap(seen, ages),
        [*gaps.grounds(apart), *(gaps.change_grounds(moved) if moved else [])] if apart else [],
        conditions,
        [
            *([cards.by_age(seen, ages, survey.year, conditions)] if ages else []),
            *([cards.gap_of_surveys(found, times, of_option(seen))] if found.gaps else []),
            *([cards.equiplot(found, of_option(seen))] if len(found.gaps) > 1 else []),
            *([cards.ages_over_years(found, times, of_option(seen))] if len(found.gaps) > 1 else []),
            *_who(connection, survey),
            *_why(connection),
            *of_plan,
        ],
    )


def _who(connection: Connection, survey: YearlySurvey) -> list[Card]:
    """Return who uses less than the average in one survey."""
    asked = [one for one in answers_of(connection, survey.year) if one.asked_of is None]
    found = cells(asked, population(connection), columns_of(asked), survey.population_year)
    if not found:
        return []
    conditions = [f"調査年：{words.fiscal_year(survey.year)}", "設問：すべて"]
    one = cards.ranked(found, asked, conditions)
    return [replace(one, headline=questions.answer(found, []), grounds=questions.grounds(found, survey.year))]


def _why(connection: Connection) -> list[Card]:
    """Return the reasons of the newest survey that asked for them."""
    asked = reasons.questions(connection)
    if not asked:
        return []
    newest = asked[0]
    given = [one for one in answers_of(connection, newest.year) if one.option.wording == newest.wording]
    found = reasons.named(given, measures(connection, "divide:reasons"))
    if not found:
        return []
    when = words.fiscal_year(newest.year)
    conditions = [f"調査年：{when}", f"設問：{newest.wording}"]
    return [cards.why(found, given, f"{newest.wording}：{when}", conditions)]
