"""How the recommendations, goals and pillars of the plan stand, in sentences and cards."""

import html
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from charts import words
from charts.goals.board import Kept, address, chips, sheet_address, tiles
from charts.goals.states import judged, unjudged
from charts.goals.topics import TOPICS
from findings.goals.links import ThemeKind
from findings.goals.themes import Relation, ThemeState, worst

AXES: dict[str, ThemeKind] = {"提言": "recommendation", "目標": "goal", "官民データの柱": "pillar"}
"""What a page can ask for, as it is asked for in the address."""

DEFINITION = (
    "施策がどの提言・目標・柱に当たるかは、計画の文章に書かれていません。作成者による対応付けです"
    "（data/plans のlinks.yaml で直せます）。一つの施策が複数に当たることがあります。"
)
"""Where the links between themes and measures come from."""

WORDS = {kind: word for word, kind in AXES.items()}


def word(one: ThemeState) -> str:
    """Return what the kind of a theme is called."""
    return WORDS[one.theme.theme_kind]


def worst_sentence(themes: Sequence[ThemeState], when: str) -> str:
    """Return which themes have most measures that are late or went backward, or missed their target, as HTML."""
    counted = [one for one in themes if one.members]
    if not counted:
        return "この計画では、施策との対応付けがありません。"
    called, is_last, found = word(counted[0]), counted[0].is_last, worst(counted)
    if not found.is_known:
        asked = "目標に届いたか" if is_last else "順調に進んでいるか"
        return f"{when}は報告が少なく、<b>どの{called}が{asked}は言えません</b>。"
    missed = any(one.counts["未達"] for one in counted)
    named = "未達" if is_last else "遅れ・後退・未達" if missed else "遅れ・後退"
    if not found.by_number:
        return f"{when}に報告のある施策の中に、{named}はありません。"
    many, high = _named(found.by_number), _named(found.by_share)
    said = (
        f"<b>{many}</b>で、割合でも最も大きくなっています"
        if many == high
        else f"<b>{many}</b>、割合が最も大きいのは<b>{high}</b>です"
    )
    return f"{when}に{named}の施策の数が最も多いのは、{said}。施策は複数の{called}に数えることがあります。"


def _named(themes: Iterable[ThemeState]) -> str:
    return words.listing(
        f"{word(one)}{one.theme.theme_no}「{html.escape(one.theme.name)}」（{len(one.members)}施策のうち{one.bad}）"
        for one in themes
    )


def sentence(one: ThemeState, when: str) -> str:
    """Return how one theme stands in one sentence."""
    measures = len(one.members)
    if not measures:
        return "この計画の施策の中に、これに直接当たるものは見当たりません。"
    if one.unknown == measures:
        return f"{when}は、{measures}施策のすべてがまだ判定できません{unjudged(one.counts)}。"
    return (
        f"{when}は、{measures}施策のうち{'、'.join(judged(one.counts, is_last=one.is_last))}、"
        f"判定できないものが{one.unknown}{unjudged(one.counts)}です。"
    )


def card(one: ThemeState, when: str, kept: Kept) -> str:
    """Return a theme as HTML: what it asks for, how it stands, its measures; `kept` stays in every address."""
    drawn = chips(one.counts) + tiles(one.members, kept) if one.members else ""
    page = f"（計画{one.theme.page}ページ）" if one.theme.page is not None else ""
    return (
        f'<p class="note">{html.escape(one.theme.summary)}{page}</p>'
        f'<p class="answer">{html.escape(sentence(one, when))}</p>{drawn}'
    )


def data_line(text: str) -> str:
    """Return the sentence another topic's figures make, as HTML."""
    return f'<p class="answer data">データでは：{text}</p>'


def relations(listed: Sequence[Relation], kept: Kept, edition: Mapping[str, str]) -> str:
    """Return what the measures of a theme touch, as HTML; every line leads to the sheet and to the topic's page.

    `kept` stays in the address of the sheets, `edition` in that of the other topics' pages.
    """
    items = "".join(
        f'<li><a href="{sheet_address(one.judged.measure, kept)}" target="_self">'
        f"{html.escape(one.judged.measure.title)}</a>"
        f'<span>{html.escape(one.note)}　<a href="{address(TOPICS[one.target][0], edition)}" target="_self">'
        f"{html.escape(TOPICS[one.target][1])}を見る</a></span></li>"
        for one in listed
        if one.target in TOPICS
    )
    return (
        f'<p class="note">つながるデータ（作成者による対応付け）</p><ul class="due">{items}</ul>'
        if items
        else ""
    )


def table(themes: Sequence[ThemeState]) -> pd.DataFrame:
    """Return one row per theme and measure, to be saved."""
    return pd.DataFrame(
        [
            {
                "区分": f"{word(one)}{one.theme.theme_no}",
                "名前": one.theme.name,
                "施策番号": member.measure.measure_id,
                "施策": member.measure.name,
                "状態": member.state,
            }
            for one in themes
            for member in one.members
        ]
    )
