"""How the recommendations, goals and pillars of the plan stand, in sentences and cards."""

import html
from collections.abc import Iterable, Mapping, Sequence

from charts import words
from charts.goals.board import Kept, address, sheet_address, tiles
from charts.goals.states import judged, unjudged
from charts.goals.topics import TOPICS
from findings.goals.links import ThemeKind
from findings.goals.states import MeasureState
from findings.goals.themes import Relation, ThemeState, worst

AXES: dict[str, ThemeKind] = {
    "提言": "recommendation",
    "目標": "goal",
    "SDGs": "sdg",
    "官民データの柱": "pillar",
}
"""What a page can ask for, as it is asked for in the address."""

ORIGIN = "施策との対応は、作成者による対応付けです。"
"""Whose judgement it is that a measure serves a theme."""

DEFINITION = (
    "施策がどの提言・目標・SDGs・柱に当たるかは、計画の文章に書かれていません。作成者による対応付けです"
    "（data/plans のlinks.yaml で直せます）。SDGsは、施策の文章からはっきり当たる目標だけを挙げています。"
    "一つの施策が複数に当たることがあります。"
)
"""Where the links between themes and measures come from."""

WORDS = {kind: word for word, kind in AXES.items()}


def word(one: ThemeState) -> str:
    """Return what the kind of a theme is called."""
    return WORDS[one.theme.theme_kind]


def worst_sentence(themes: Sequence[ThemeState], when: str) -> str:
    """Return which theme has most measures that are late or went backward, or missed their target, as HTML."""
    counted = [one for one in themes if one.members]
    if not counted:
        return "この計画では、施策との対応付けがありません。"
    called, is_last, found = word(counted[0]), counted[0].is_last, worst(counted)
    if not found.is_known:
        asked = "目標に届いたか" if is_last else "順調に進んでいるか"
        return f"{when}は報告が少なく、<b>どの{called}が{asked}は言えません</b>。"
    if not found.by_number:
        return f"{when}に報告のある施策の中に、{_bad(counted)}はありません。"
    return f"{when}に{_bad(counted)}の施策が最も多いのは、<b>{_named(found.by_number)}</b>です。"


def grounds(themes: Sequence[ThemeState]) -> list[str]:
    """Return what the sentence about the worst theme rests on: the shares, and how measures are counted."""
    counted = [one for one in themes if one.members]
    found = worst(counted)
    if not found.by_share or not found.is_known:
        return []
    return [
        f"割合が最も大きいのは{_named(found.by_share)}です。",
        f"施策は、複数の{word(counted[0])}に数えることがあります。",
    ]


def _bad(counted: Sequence[ThemeState]) -> str:
    """Return what is called bad in this year: in the plan's last there is only 未達."""
    if counted[0].is_last:
        return "未達"
    return "遅れ・後退・未達" if any(one.counts["未達"] for one in counted) else "遅れ・後退"


def _named(themes: Iterable[ThemeState]) -> str:
    return words.listing(
        f"{word(one)}{one.theme.theme_no}「{html.escape(one.theme.name)}」（{len(one.members)}施策のうち{one.bad}）"
        for one in themes
    )


def sentence(one: ThemeState) -> str:
    """Return how one theme stands in one sentence."""
    measures = len(one.members)
    if not measures:
        return "この計画の施策の中に、これに直接当たるものは見当たりません。"
    if one.unknown == measures:
        return f"{measures}施策のすべてがまだ判定できません{unjudged(one.counts)}。"
    left = f"、判定できないもの{one.unknown}{unjudged(one.counts)}" if one.unknown else ""
    return f"{measures}施策のうち{'、'.join(judged(one.counts, is_last=one.is_last))}{left}です。"


def card(one: ThemeState, kept: Kept) -> str:
    """Return a theme as HTML: what it asks for, how it stands, its measures; `kept` stays in every address."""
    drawn = tiles(one.members, kept) if one.members else ""
    page = f"（計画{one.theme.page}ページ）" if one.theme.page is not None else ""
    return (
        f'<p class="note">{html.escape(one.theme.summary)}{page}</p>'
        f'<p class="stands">{html.escape(sentence(one))}</p>{drawn}'
    )


def unserved(word: str, listed: Sequence[MeasureState], kept: Kept) -> str:
    """Return the measures no theme of a kind (called `word`) is linked with, as HTML."""
    return f'<p class="note">どの{html.escape(word)}にも結ばれていない{len(listed)}施策です。</p>{tiles(listed, kept)}'


def beside(figures: Sequence[str], listed: Sequence[Relation], kept: Kept, edition: Mapping[str, str]) -> str:
    """Return what the measures of a theme touch, as HTML behind a click; every line leads to the sheet and on.

    `figures` are the sentences (HTML) of other topics. `kept` stays in the address of the sheets, `edition` in that of
    the other topics' pages.
    """
    items = "".join(
        f'<li><a href="{sheet_address(one.judged.measure, kept)}" target="_self">'
        f"{html.escape(one.judged.measure.title)}</a>"
        f"<span>{html.escape(one.note)}　"
        f'<a href="{address(topic.page, {**edition, **topic.conditions})}" target="_self">'
        f"{html.escape(topic.title)}を見る</a></span></li>"
        for one in listed
        if (topic := TOPICS.get(one.target))
    )
    told = "".join(f'<p class="note data">データでは：{figure}</p>' for figure in figures)
    if not told and not items:
        return ""
    related = f'<ul class="due">{items}</ul>' if items else ""
    return f'<details class="grounds"><summary>つながるデータ</summary>{told}{related}</details>'
