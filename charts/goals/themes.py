"""How the recommendations, goals and pillars of the plan stand, in sentences and cards."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import words
from charts.goals.board import Tile, address, chips, sheet_address, tiles
from charts.goals.states import judged, tally, unjudged


@dataclass(frozen=True)
class Theme:
    """One theme with the counts of its measures by state; `word` is what its kind is called.

    `is_last` says that the targets are due in the year.
    """

    word: str
    number: int
    name: str
    summary: str
    page: int
    counts: Mapping[str, int]
    is_last: bool = False

    @property
    def measures(self) -> int:
        """Return how many measures belong to it."""
        return sum(self.counts.values())

    @property
    def bad(self) -> int:
        """Return how many of them are late or went backward, or missed their target."""
        found = tally(self.counts)
        return found.bad + found.missed

    @property
    def unknown(self) -> int:
        """Return how many of them cannot be judged."""
        return tally(self.counts).unjudged


@dataclass(frozen=True)
class Relation:
    """A measure that touches another topic: the sheet's parameters, the topic's page and its title, and why."""

    title: str
    parameters: dict[str, str]
    page: str
    page_title: str
    page_parameters: dict[str, str]
    note: str


def answer(themes: Sequence[Theme], when: str) -> str:
    """Return which themes have most measures that are late or went backward, or missed their target, as HTML."""
    counted = [theme for theme in themes if theme.measures]
    if not counted:
        return "この計画では、施策との対応付けがありません。"
    word, is_last = counted[0].word, counted[0].is_last
    if all(theme.unknown * 2 > theme.measures for theme in counted):
        asked = "目標に届いたか" if is_last else "順調に進んでいるか"
        return f"{when}は報告が少なく、<b>どの{word}が{asked}は言えません</b>。"
    most = max(theme.bad for theme in counted)
    missed = any(theme.counts["未達"] for theme in counted)
    named = "未達" if is_last else "遅れ・後退・未達" if missed else "遅れ・後退"
    if not most:
        return f"{when}に報告のある施策の中に、{named}はありません。"
    many = _named(theme for theme in counted if theme.bad == most)
    share = max(theme.bad / theme.measures for theme in counted)
    high = _named(theme for theme in counted if theme.bad / theme.measures == share)
    said = (
        f"<b>{many}</b>で、割合でも最も大きくなっています"
        if many == high
        else f"<b>{many}</b>、割合が最も大きいのは<b>{high}</b>です"
    )
    return f"{when}に{named}の施策の数が最も多いのは、{said}。施策は複数の{word}に数えることがあります。"


def _named(themes: Iterable[Theme]) -> str:
    return words.listing(
        f"{theme.word}{theme.number}「{html.escape(theme.name)}」（{theme.measures}施策のうち{theme.bad}）"
        for theme in themes
    )


def sentence(theme: Theme, when: str) -> str:
    """Return how one theme stands in one sentence."""
    if not theme.measures:
        return "この計画の施策の中に、これに直接当たるものは見当たりません。"
    if theme.unknown == theme.measures:
        return f"{when}は、{theme.measures}施策のすべてがまだ判定できません{unjudged(theme.counts)}。"
    return (
        f"{when}は、{theme.measures}施策のうち{'、'.join(judged(theme.counts, is_last=theme.is_last))}、"
        f"判定できないものが{theme.unknown}{unjudged(theme.counts)}です。"
    )


def card(theme: Theme, when: str, listed: Sequence[Tile]) -> str:
    """Return a theme as HTML: what it asks for, how it stands, its measures."""
    drawn = chips(theme.counts) + tiles(listed) if listed else ""
    return (
        f'<p class="note">{html.escape(theme.summary)}（計画{theme.page}ページ）</p>'
        f'<p class="answer">{html.escape(sentence(theme, when))}</p>{drawn}'
    )


def data_line(text: str) -> str:
    """Return the sentence another topic's figures make, as HTML."""
    return f'<p class="answer data">データでは：{text}</p>'


def relations(listed: Sequence[Relation]) -> str:
    """Return what the measures of a theme touch, as HTML; every line leads to the sheet and to the topic's page."""
    items = "".join(
        f'<li><a href="{sheet_address(one.parameters)}" target="_self">{html.escape(one.title)}</a>'
        f'<span>{html.escape(one.note)}　<a href="{address(one.page, one.page_parameters)}" target="_self">'
        f"{html.escape(one.page_title)}を見る</a></span></li>"
        for one in listed
    )
    return (
        f'<p class="note">つながるデータ（作成者による対応付け）</p><ul class="due">{items}</ul>'
        if items
        else ""
    )


def table(themes: Sequence[Theme], members: Sequence[Sequence[Tile]]) -> pd.DataFrame:
    """Return one row per theme and measure, to be saved."""
    return pd.DataFrame(
        [
            {
                "区分": f"{theme.word}{theme.number}",
                "名前": theme.name,
                "施策番号": tile.measure_id,
                "施策": tile.name,
                "状態": tile.state,
            }
            for theme, listed in zip(themes, members, strict=True)
            for tile in listed
        ]
    )
