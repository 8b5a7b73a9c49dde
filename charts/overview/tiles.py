"""The three tiles of the first page: a number, a small picture, one sentence, and what it rests on."""

import html
from collections.abc import Sequence
from typing import NamedTuple

from charts import answers, words
from charts.accidents import target
from charts.divide import gaps, headline, published, shares
from charts.goals.states import goals_sentence, judged
from charts.overview import pictures
from charts.overview.pictures import Bar, Ends
from findings.divide.gaps import Gap
from findings.divide.headline import Headline
from findings.divide.published import highest, whole
from findings.goals.states import Overall
from findings.goals.tally import tally
from findings.overview.overview import Overview
from stats import calendars


class Tile(NamedTuple):
    """What a tile shows; `what` says of whom or what, where the title does not. Picture, sentence, grounds are HTML."""

    number: str
    unit: str
    what: str
    picture: str
    sentence: str
    grounds: tuple[str, ...]


def drawn(tile: Tile) -> str:
    """Return a tile as HTML."""
    what = f'<p class="what">{html.escape(tile.what)}</p>' if tile.what else ""
    return (
        f'<p class="big">{tile.number} <small>{html.escape(tile.unit)}</small></p>'
        f"{what}{tile.picture}"
        f'<div class="told"><p class="said">{tile.sentence}</p>{answers.folded(tile.grounds)}</div>'
    )


def when(overall: Overall) -> str:
    """Return up to when the first page speaks."""
    year = words.fiscal_year(overall.year)
    if overall.is_before:
        return f"{year}まで（計画が始まる前、基準の時期）"
    return f"{year}まで（計画の最後の年度）" if overall.is_last else f"{year}まで"


def goals(overall: Overall) -> Tile:
    """Return how many measures are where they should be, or how few can be judged; 達成 stands alone."""
    counts, found = overall.counts, tally(overall.counts)
    total = sum(counts.values())
    _, *others = judged(counts, is_last=overall.is_last)
    grounds = (goals_sentence(overall),)
    picture = pictures.squares(counts)
    if found.unjudged * 2 > total:
        return Tile(
            f"{total - found.unjudged}",
            f"／{total}施策だけ判定できます",
            "",
            picture,
            f"残る{found.unjudged}施策の進み具合は分かりません",
            grounds,
        )
    if overall.is_last:
        return Tile(
            f"{found.achieved}",
            f"／{total}施策が目標に届きました",
            "",
            picture,
            f"{found.missed}施策は期限までに届きませんでした"
            if found.missed
            else "届かなかった施策はありません",
            grounds,
        )
    return Tile(
        f"{found.achieved}",
        f"／{total}施策が目標に届いています",
        "",
        picture,
        f"{'、'.join(others)}です",
        grounds,
    )


MOST_BARS = 8
"""Years a tile has room for."""


def divide(found: Headline) -> Tile:
    """Return the gap between youngest and oldest and whether it closed; without a survey, what the plan printed."""
    grounds = tuple(filter(None, [headline.sentence(found)]))
    if found.gap is None:
        return _published(found, grounds)
    gap, change = found.gap, found.since_first
    _, _, points, low, high = gap.higher_first()
    chance = f"{words.INTERVAL}区間は{words.number(low, 1)}～{words.number(high, 1)}ポイントです。"
    picture = pictures.lines([_ends(change.earlier), _ends(change.later)] if change else [_ends(gap)])
    moved = gaps.brief(change) if change else gaps.NOT_KNOWN
    said = moved if gap.is_clear() else gaps.FAINT
    who = f"{shares.who(gap.label, is_turned=gap.is_turned)}の割合"
    return Tile(words.number(points, 1), "ポイントの年代差", who, picture, said, (*grounds, chance))


def _ends(gap: Gap) -> Ends:
    """Return a gap as a line, the lower share first."""
    (low, low_name), (high, high_name) = sorted(zip(gap.shares, (gap.youngest, gap.oldest), strict=True))
    return Ends(words.era_year(gap.year), low, high, low_name, high_name)


def _published(found: Headline, grounds: tuple[str, ...]) -> Tile:
    city, oldest = whole(found.never), highest(found.never)
    if city is None or oldest is None:
        return Tile("—", "", "", "", "年代別の調査の結果がありません", grounds)
    listed = [
        Bar(one.age_group, one.pct, f"{words.number(one.pct, 1)}%", is_chosen=one is oldest)
        for one in found.never
    ]
    return Tile(
        f"{words.number(oldest.pct, 1)}%",
        f"{oldest.age_group}で使ったことがない人",
        "市の情報サービス（計画に載った値）",
        pictures.bars(listed),
        gaps.NOT_KNOWN,
        (*grounds, published.UNKNOWN_YEAR),
    )


def accidents(found: Overview) -> Tile:
    """Return the newest count against the target; of a year before the plan it says that it is one."""
    newest = found.accidents
    grounds = target.said(newest, found.untold_files)
    if newest is None:
        return Tile(
            "—",
            "",
            "",
            "",
            "目標と同じ数え方のできる事故の記録がありません"
            if found.fresh.first_file_year
            else "事故の記録を読み込んでいません",
            grounds,
        )
    aim = f"目標の{words.number(newest.target)}件以下"
    if newest.year < newest.plan_year:
        said = "計画が始まってからの記録は、まだありません"
    elif newest.count > newest.target:
        said = f"{aim}に届いていません"
    elif newest.year < newest.target_year:
        said = f"いまは{aim}の範囲です"
    else:
        said = f"{aim}に届きました" if newest.year == newest.target_year else f"{aim}の範囲です"
    counted = found.accidents_by_year[-MOST_BARS:]
    listed = [
        Bar(name, one.count, f"{one.count}件", is_chosen=one.year == newest.year)
        for name, one in zip(_short_years([one.year for one in counted]), counted, strict=True)
    ]
    return Tile(
        f"{newest.count}",
        f"件（{words.era_year(newest.year)}年）",
        f"高速道路を除く{target.before_plan(newest)}",
        pictures.bars(listed, target=(newest.target, f"目標 {words.number(newest.target)}件以下")),
        said,
        grounds,
    )


def _short_years(years: Sequence[int]) -> list[str]:
    """Return years as names under bars: the first of an era with its name, the others (2年) without."""
    named = [(calendars.era_of_year(year).name, words.era_year(year)) for year in years]
    return [
        f"{name if place == 0 or named[place - 1][0] != era else name.removeprefix(era)}年"
        for place, (era, name) in enumerate(named)
    ]
