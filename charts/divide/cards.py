"""The cards of the divide, put together from findings: the same on a page and on a slide."""

from collections.abc import Mapping, Sequence

from charts import events, theme, words
from charts.cards import Card
from charts.divide import gaps, indices, over_years, published, questions, reasons, shares
from findings.divide.ages import labels
from findings.divide.gaps import Change, Comparison, last_change, trend
from findings.divide.indices import Reading
from findings.divide.option import Answers
from findings.divide.planner import Needed
from findings.divide.published import National, Published, adverse, favourable
from findings.divide.questions import Cell, behind
from findings.divide.reasons import Reason
from findings.divide.shares import Share
from findings.divide.surveys import Answer, sources
from findings.events import Event
from queries import once


@once
def by_age(seen: Answers, ages: Sequence[Share], year: int, conditions: Sequence[str]) -> Card:
    """Return the shares of classes of age in one survey."""
    asked = seen.surveys[year]
    return Card(
        "by_age",
        f"{shares.who_of(seen)}の割合：{words.fiscal_year(year)}",
        theme.drawn(shares.by_age(ages, asked.whole)),
        alt=shares.in_words(ages),
        table=shares.survey_table(asked, ages),
        definition=shares.DEFINITION,
        sources=_sources(ages),
        conditions=conditions,
        headline=shares.highest(shares.who_of(seen), ages),
        answer=shares.total(asked),
        grounds=shares.total_grounds(asked),
    )


@once
def by_index(
    seen: Answers, ages: Sequence[Share], readings: Sequence[Reading], conditions: Sequence[str]
) -> Card:
    """Return the indices of inequality between classes of age."""
    return Card(
        "measures",
        f"年代による差の指標：{shares.who_of(seen)}",
        None,
        alt="",
        table=indices.table(readings),
        definition=indices.DEFINITION,
        sources=_sources(ages),
        conditions=conditions,
    )


@once
def planner(
    plans: Sequence[Needed],
    chosen: Needed,
    title: str,
    definition: str,
    sources: Sequence[str],
    conditions: Sequence[str],
) -> Card:
    """Return how many answers the next survey needs to see a change of the gap: the `chosen` one, and others."""
    return Card(
        "planner",
        title,
        None,
        alt="",
        table=gaps.plan_table(plans),
        definition=definition,
        sources=sources,
        conditions=conditions,
        answer=gaps.planned(chosen),
    )


@once
def gap_of_surveys(
    found: Comparison,
    times: Sequence[Event],
    conditions: Sequence[str],
    *,
    height: int = 306,
    moved: Change | None = None,
) -> Card:
    """Return the gap of every survey, of which there is one at least.

    What it says is how the newest stands to the one before, or of the change that the page has told already only what
    to beware of.
    """
    drawn, last = list(found.gaps.values()), last_change(found)
    return Card(
        "gaps",
        "調査ごとの差の大きさと、その誤差",
        theme.drawn(gaps.intervals(drawn, times, height)),
        alt=gaps.in_words(drawn),
        table=gaps.table(drawn),
        definition=f"縦の線は差の{words.INTERVAL}区間です。{_compared(found)}" + _told(times),
        sources=[*_sources(found.shares()), *(time.source_id for time in times)],
        conditions=conditions,
        headline=gaps.apart(gaps.last_brief(last)),
        answer=gaps.last_brief(last) if moved is None else gaps.caution(moved),
        grounds=gaps.last_grounds(last) if moved is None else gaps.wordings(found.answers),
    )


@once
def equiplot(found: Comparison, conditions: Sequence[str]) -> Card:
    """Return the ages of every survey as lines of dots."""
    every = found.with_hidden()
    listed = [share for of_year in every.values() for share in of_year]
    lines = {words.fiscal_year(year).replace("（", "<br>（"): of_year for year, of_year in every.items()}
    return Card(
        "equiplot",
        f"{shares.who_of(found.answers)}の割合：調査ごとの、年代の開き",
        theme.drawn(shares.equiplot(lines)),
        alt=shares.in_words(listed),
        table=shares.wide_table(every),
        definition=f"{shares.DOTS_NOTE}{shares.few_note(listed)}{_compared(found)}",
        sources=_sources(found.shares()),
        conditions=conditions,
        headline=gaps.answer(list(found.gaps.values())[-1], None) if found.gaps else "",
        saved=shares.table(listed),
    )


@once
def ages_over_years(found: Comparison, times: Sequence[Event], conditions: Sequence[str]) -> Card:
    """Return every age over the surveys."""
    common, over_all = found.shares(), trend(found)
    return Card(
        "ages",
        f"{shares.who_of(found.answers)}の割合：年代ごとの移り変わり",
        theme.drawn(over_years.lines(common, times)),
        alt=shares.in_words(common),
        table=shares.table(common),
        definition=f"線のまわりの帯はウィルソンの{words.INTERVAL}区間です。回答した人数は表にあります。"
        + _told(times),
        sources=[*_sources(common), *(time.source_id for time in times)],
        conditions=conditions,
        headline=gaps.apart(gaps.trend_brief(over_all)) if over_all else "",
    )


@once
def ranked(cells: Sequence[Cell], asked: Sequence[Answer], conditions: Sequence[str]) -> Card:
    """Return which ages use what less than the average; `asked` are all answers of the survey."""
    worse = behind(cells)
    known = questions.people_note(is_known=any(cell.people is not None for cell in cells))
    return Card(
        "ranked",
        "平均より使っていない順（ポイントと使わない人数）",
        theme.drawn(questions.ranked(worse)),
        alt=questions.in_words(worse),
        table=questions.table(worse),
        definition=questions.RANKED_NOTE + known,
        sources=sources(asked),
        conditions=conditions,
        headline=questions.farthest(cells),
    )


@once
def heat(
    cells: Sequence[Cell],
    columns: Sequence[int],
    asked: Sequence[Answer],
    title: str,
    conditions: Sequence[str],
) -> Card:
    """Return the table of items by age that a page draws with its colours."""
    return Card(
        "heat",
        title,
        None,
        alt="",
        table=questions.wide_table(cells, labels(columns)),
        saved=questions.table(cells),
        is_drawn=True,
        definition=questions.HEAT_NOTE,
        sources=sources(asked),
        conditions=conditions,
    )


@once
def spread(
    cells: Sequence[Cell],
    columns: Sequence[int],
    asked: Sequence[Answer],
    year: int,
    conditions: Sequence[str],
) -> Card:
    """Return how far the ages are apart, item by item; `columns` are the first ages of the finest classes."""
    return Card(
        "spread",
        f"項目ごとの、年代の開き：{words.fiscal_year(year)}",
        theme.drawn(questions.spread(cells)),
        alt=questions.spread_in_words(cells),
        table=questions.wide_table(cells, labels(columns)),
        definition=questions.SPREAD_NOTE,
        sources=sources(asked),
        conditions=conditions,
        saved=questions.table(cells),
    )


@once
def why(found: Sequence[Reason], given: Sequence[Answer], title: str, conditions: Sequence[str]) -> Card:
    """Return the reasons found among the answers given."""
    return Card(
        "reasons",
        title,
        theme.drawn(reasons.bars(found)),
        alt=reasons.in_words(found),
        table=reasons.table(found),
        definition=reasons.definition(found),
        sources=sources(given),
        conditions=conditions,
        headline=reasons.most_named(found),
    )


@once
def why_by_age(
    by_reason: Mapping[str, Sequence[Share]],
    found: Sequence[Reason],
    given: Sequence[Answer],
    conditions: Sequence[str],
) -> Card:
    """Return how the reasons differ by age."""
    return Card(
        "reasons_by_age",
        "理由ごとの、年代の開き",
        theme.drawn(reasons.by_age(by_reason, found)),
        alt=reasons.by_age_in_words(by_reason),
        table=reasons.by_age_table(by_reason),
        definition=reasons.by_age_definition(by_reason),
        sources=sources(given),
        conditions=conditions,
    )


@once
def never_used(listed: Sequence[Published]) -> Card:
    """Return who used nothing, as the plan printed it."""
    never = adverse(listed)
    return Card(
        "never",
        "情報サービスを使ったことがない人の割合（年不明）",
        theme.drawn(published.published(never)),
        alt=published.published_in_words(never),
        table=published.published_table(never),
        definition="計画11ページに印刷された割合。誤差の範囲と、ほかの年代の割合は、計画に書かれていません。"
        "令和4年3月以前（年不明）の値のため、年の軸には置きません。",
        sources=_sources(never),
        headline=published.answer(never),
    )


@once
def used(listed: Sequence[Published]) -> Card:
    """Return which services few had used, as the plan printed it."""
    few = favourable(listed)
    return Card(
        "used",
        "使った人が少なかったサービス（市全体）",
        theme.drawn(published.services(few)),
        alt=published.services_in_words(few),
        table=published.published_table(few),
        definition="計画11ページに印刷された割合。目盛りは小さい割合に合わせて広げてあります。公共施設予約システムは、もともと使う人が限られます。",
        sources=_sources(few),
        headline=published.least_used(few),
    )


@once
def national(listed: Sequence[National]) -> Card:
    """Return one series of national figures, which answer another question than the city's."""
    return Card(
        f"benchmark_{listed[0].series}",
        f"全国：{listed[0].series_label}",
        theme.drawn(published.benchmark(listed)),
        alt=published.benchmark_in_words(listed),
        table=published.benchmark_table(listed),
        definition=words.sentence(published.benchmark_notes(listed)),
        sources=_sources(listed),
    )


def _compared(found: Comparison) -> str:
    seen = found.answers
    return (
        f"{gaps.sign_note(seen.favourable)}{shares.classes_note(seen.by_age())}"
        "二つの調査は別の人が答えたものとして、変化の誤差を二つの差の誤差から求めます。"
    )


def _told(times: Sequence[Event]) -> str:
    return "".join(events.sentence(time) for time in times)


def _sources(listed: Sequence[Share] | Sequence[Published] | Sequence[National]) -> list[str]:
    return list(dict.fromkeys(one.source_id for one in listed))
