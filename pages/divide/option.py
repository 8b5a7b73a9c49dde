"""One option of one question as the address asks for it, seen from either side, with its intervals."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts import words
from charts.divide import gaps, shares
from findings.divide import ages
from pages.frame import filters, session
from queries import divide
from stats import intervals
from stats.divide import gaps as gaps_stat
from stats.divide import indices
from stats.divide.inequality import Estimate

FRAMINGS = ("選んだ人", "選ばなかった人")


@dataclass(frozen=True)
class Asked:
    """An option and its answers.

    `favourable` is how the option is seen: turned round where those who did not choose it are counted. `rows` has one
    row per survey year and group, with the interval of every published share in percent.
    """

    question_id: str
    wording: str
    label: str
    favourable: bool | None
    is_turned: bool
    rows: pd.DataFrame

    @property
    def who(self) -> str:
        """Who is counted, in words."""
        return shares.option(self.label, is_turned=self.is_turned)

    @property
    def by_age(self) -> pd.DataFrame:
        """The rows of classes of age."""
        return self.rows[self.rows["group_kind"] != "all"]

    def conditions(self, **more: str) -> list[str]:
        """Return the filters in words, for exports and print."""
        framing = FRAMINGS[self.is_turned]
        fixed = {"設問": self.wording, "選択肢": self.label, "見方": framing}
        return [f"{name}：{value}" for name, value in (fixed | more).items()]


def choose(questions: pd.DataFrame) -> Asked:
    """Draw the filters of question, option and framing, and return what they ask for."""
    first = adverse(questions)
    wordings = list(dict.fromkeys(questions["wording"]))
    wording = filters.one("設問", "question", wordings, default=first["wording"], width=370)
    options = questions[questions["wording"] == wording]
    labels = list(options["label"])
    label = filters.one("選択肢", "option", labels, default=first["label"], width=250)
    framing = filters.one("見方", "framing", FRAMINGS, width=160)
    return asked(options[options["label"] == label].iloc[0], is_turned=framing == FRAMINGS[1])


def asked(option: pd.Series, *, is_turned: bool = False) -> Asked:
    """Return an option of a question with its answers, seen from the side of those who chose it or of the others."""
    rows = divide.answers_by_year(
        session.database(), question_id=option["question_id"], option_no=int(option["option_no"])
    )
    favourable = None if pd.isna(option["favourable"]) else bool(option["favourable"])
    if is_turned:
        rows = rows.assign(
            count=rows["respondents"] - rows["count"],
            pct=100 - rows["pct"],
            weighted_pct=100 - rows["weighted_pct"],
        )
        favourable = None if favourable is None else not favourable
    return Asked(
        question_id=option["question_id"],
        wording=option["wording"],
        label=option["label"],
        favourable=favourable,
        is_turned=is_turned,
        rows=with_intervals(rows),
    )


def adverse(questions: pd.DataFrame) -> pd.Series:
    """Return the option a reader sees first: one that less is better of, of the question the plan prints too."""
    adverse_options = questions[questions["favourable"].eq(False)]
    printed = divide.published_answers(session.database())["wording"]
    same = adverse_options[adverse_options["wording"].isin(printed)]
    return next(options for options in (same, adverse_options, questions) if not options.empty).iloc[0]


def with_intervals(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with Wilson's interval in percent; none where a cell is hidden or its size unknown."""
    bounds = [
        (None, None)
        if pd.isna(row.people) or pd.isna(row.respondents) or row.respondents == 0
        else intervals.wilson_interval(row.people, row.respondents)
        for row in rows.rename(columns={"count": "people"}).itertuples()
    ]
    table = pd.DataFrame(bounds, columns=["lower", "upper"], index=rows.index, dtype="float64")
    return rows.assign(lower=100 * table["lower"], upper=100 * table["upper"])


def groups(rows: pd.DataFrame, favourable: bool | None, people: list[float] | None = None) -> indices.Groups:
    """Return the classes of age of one survey, youngest first, as numbers."""
    hidden = rows["suppressed"] | rows["count"].isna()
    return indices.Groups(
        shares=[
            None if out or pd.isna(pct) else pct / 100 for pct, out in zip(rows["pct"], hidden, strict=True)
        ],
        respondents=[None if out else float(n) for n, out in zip(rows["respondents"], hidden, strict=True)],
        favourable=favourable,
        people=people,
    )


def gap(seen: Asked, rows: pd.DataFrame, year: int) -> tuple[gaps.Gap, Estimate] | None:
    """Return the gap between youngest and oldest of one survey, to be drawn and as an estimate; None if hidden."""
    estimate = indices.gap(groups(rows, seen.favourable))
    if estimate is None:
        return None
    drawn = gaps.Gap(
        year=year,
        who=seen.who,
        youngest=rows["age_group"].iloc[0],
        oldest=rows["age_group"].iloc[-1],
        shares=(rows["pct"].iloc[0], rows["pct"].iloc[-1]),
        points=_turned(rows["pct"].iloc[-1], rows["pct"].iloc[0], seen.favourable),
        low=100 * estimate.interval.lower,
        high=100 * estimate.interval.upper,
        is_favourable=seen.favourable,
    )
    return drawn, estimate


def _turned(oldest: float, youngest: float, favourable: bool | None) -> float:
    """Return the difference of two shares as they are shown, above 0 where the oldest are worse off."""
    return words.difference(youngest, oldest) if favourable else words.difference(oldest, youngest)


def gaps_over_years(seen: Asked) -> tuple[pd.DataFrame, dict[int, tuple[gaps.Gap, Estimate]]]:
    """Return the classes of age all surveys have in common, and the gap of every survey that published them."""
    common = with_intervals(ages.shared(seen.by_age, "year"))
    found = {int(year): gap(seen, rows, int(year)) for year, rows in common.groupby("year")}
    return common, {year: pair for year, pair in found.items() if pair is not None}


def comparable(questions: pd.DataFrame) -> list[str]:
    """Return the options, in words, whose gap at least two surveys published."""
    return [
        f"「{option['wording']}」の「{option['label']}」"
        for _, option in questions.iterrows()
        if len(gaps_over_years(asked(option))[1]) >= 2
    ]


def compared(
    seen: Asked, found: Mapping[int, tuple[gaps.Gap, Estimate]], before: int, after: int
) -> gaps.Change:
    """Return the change of an option's gap between two surveys, with what may be said of it in the light of all."""
    (first, earlier), (second, later) = found[before], found[after]
    moved = gaps_stat.change(earlier, later)
    return gaps.Change(
        first,
        second,
        points=words.difference(second.points, first.points),
        low=100 * moved.interval.lower,
        high=100 * moved.interval.upper,
        verdict=gaps_stat.verdict(earlier, later, over_all(found)),
        differences=_differences(seen, before, after),
    )


def last_change(seen: Asked, found: Mapping[int, tuple[gaps.Gap, Estimate]]) -> gaps.Change | None:
    """Return the change from the survey before to the newest; None where these two are all there are."""
    *earlier, before, newest = sorted(found)
    return compared(seen, found, before, newest) if earlier else None


def over_all(found: Mapping[int, tuple[gaps.Gap, Estimate]]) -> gaps_stat.Trend | None:
    """Return the trend of the gap over all surveys; None where there are fewer than three, or one has no error."""
    estimates = [found[year][1] for year in sorted(found)]
    if len(found) < 3 or not all(one.standard_error > 0 for one in estimates):
        return None
    return gaps_stat.trend(sorted(found), estimates)


def wordings(seen: Asked) -> list[tuple[int, str]]:
    """Return how every survey put the question: year and words, oldest first."""
    years = seen.rows.drop_duplicates("year").sort_values("year")
    return list(zip(years["year"].astype(int), years["asked_as"], strict=True))


def _differences(seen: Asked, *years: int) -> list[str]:
    """Return in what else than the answers two surveys differ, in words."""
    rows = seen.rows[seen.rows["year"].isin(years)]
    return [
        name
        for column, name in (("asked_as", "質問の言い方"), ("mode", "調査の方法"))
        if rows[column].nunique() > 1
    ]


def year_labels(surveys: pd.DataFrame) -> dict[str, int]:
    """Return the fiscal years of the surveys in words, newest first."""
    return {words.fiscal_year(int(year)): int(year) for year in surveys["year"]}


def unasked(seen: Asked, year_label: str) -> None:
    """Say that there is nothing to show for the choice, and how to get on."""
    st.info(
        f"「{seen.wording}」の「{seen.label}」は{year_label}に尋ねていないか、選んだ年齢の結果がありません。"
        "調査年か年齢の条件を変えてください。"
    )
