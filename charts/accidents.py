"""Sentences and the large figure of the accident records against the plan's target."""

from dataclasses import dataclass

from charts import overview, words


@dataclass(frozen=True)
class Newest:
    """The newest year's count on the basis that meets published totals, and the chance of reaching the target.

    `chance_from_year` and `chance_from_level` are the probabilities that one further year has no more accidents
    than the target, if the level stays that of the newest year or of the newest three. `chance_in_target_year` is the
    probability that the target's year has no more, its level having drifted until then; None unless it lies ahead.
    `chance_in_next_year` is the same for the next year; None where no forecast is made.
    """

    year: int
    count: int
    first_year: int
    first_count: int
    target: float
    target_year: int
    chance_from_year: float
    chance_from_level: float | None
    chance_in_target_year: float | None
    chance_in_next_year: float | None


def answer(newest: Newest | None) -> str:
    """Return what the records say against the target, as HTML; without records, that they are missing."""
    if newest is None:
        return "事故の記録は、この版に読み込まれていません。"
    target = f"{words.era_year(newest.target_year)}年の目標{words.number(newest.target)}件以下"
    reached = "の範囲です" if newest.count <= newest.target else "を上回っています"
    return (
        f"目標と同じ数え方では、市の人身事故は{words.era_year(newest.year)}年に<b>{newest.count}件</b>で、{target}{reached}。"
        f"この水準が動かないとすると、{_next(newest)}が目標以下になる確率は<b>{words.probability(newest.chance_from_year)}</b>"
        f"{_with_drift(newest)}です。"
    )


def _next(newest: Newest) -> str:
    return f"次の1年（{words.era_year(newest.year + 1)}年）"


def _with_drift(newest: Newest) -> str:
    """Return the chance if the level may drift, as a part of a sentence: of the target's year or, past it, the next."""
    expected = "、水準が動くことも見込むと"
    if newest.chance_in_target_year is not None:
        share = words.probability(newest.chance_in_target_year)
        return f"{expected}目標の年（{words.era_year(newest.target_year)}年）は<b>{share}</b>"
    if newest.chance_in_next_year is not None:
        return f"{expected}<b>{words.probability(newest.chance_in_next_year)}</b>"
    return ""


def two_chances(newest: Newest | None, *, of_year: str, of_target_year: str) -> str:
    """Return why the next year and the target's year have different chances, as HTML.

    Pages say the one or the other; this stands beside both. The arguments are links to the page of each.
    """
    if newest is None or newest.chance_in_target_year is None or newest.chance_in_next_year is None:
        return ""
    years = newest.target_year - newest.year
    return (
        f"「{of_year}」にある{_next(newest)}の{words.probability(newest.chance_from_year)}は、"
        f"{words.era_year(newest.year)}年の水準が動かないとした値です"
        f"（動くことも見込むと{words.probability(newest.chance_in_next_year)}）。"
        f"「{of_target_year}」にある目標の年（{words.era_year(newest.target_year)}年）の"
        f"{words.probability(newest.chance_in_target_year)}は、"
        f"それまでの{years}年に水準が上にも下にも動くことを見込んだ値です。"
    )


def short_figure(newest: Newest | None) -> str:
    """Return the newest count as one large figure for the first page, as HTML."""
    if newest is None:
        return overview.big("—", "", "警察庁の事故ファイルを読み込むと、件数と地図が表示されます。")
    return overview.big(
        f"{newest.count}",
        f"件（{words.era_year(newest.year)}年）",
        f"資料年次。目標は{words.era_year(newest.target_year)}年に{words.number(newest.target)}件以下。{_chance(newest)}"
        f"（{words.era_year(newest.first_year)}年は{newest.first_count}件）",
    )


def _chance(newest: Newest) -> str:
    target, era = words.number(newest.target), words.era_year(newest.year)
    share = words.probability(newest.chance_from_year)
    chance = f"{era}年の水準のまま続くと、{_next(newest)}が{target}件以下になる確率は<b>{share}</b>"
    if newest.chance_from_level is None:
        return f"{chance}{_with_drift(newest)}です。"
    return (
        f"{chance}、直近3年の水準なら{words.probability(newest.chance_from_level)}{_with_drift(newest)}です。"
    )
