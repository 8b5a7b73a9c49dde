"""Why people do not use the services, and the measures of the plan that answer each reason."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from charts.divide import shares
from charts.goals import states
from findings.divide.reasons import Answering, Reason
from findings.divide.shares import Share

ORIGIN = "施策との対応は、計画の文章にはなく、作成者による対応付けです。"


def most_named(reasons: Sequence[Reason], year: int, wording: str) -> str:
    """Return the reason named most and whether a measure answers it, as HTML."""
    first = reasons[0]
    rivals = [one for one in reasons[1:] if one.high >= first.low]
    most = f"「{html.escape(first.label)}」の{words.number(first.pct, 1)}%"
    said = f"多いのは<b>{most}</b>など" if rivals else f"いちばん多いのは<b>{most}</b>"
    named = words.listing((f"「{html.escape(one.label)}」" for one in rivals), 2)
    order = f"（{named}との順番は、誤差の範囲ではっきりしません）" if rivals else ""
    measures = [f"{one.measure_id} {html.escape(one.name)}（{one.state}）" for one in first.answered_by]
    answered = (
        f"「{html.escape(first.label)}」に応える施策は{words.listing(measures, 2)}です"
        if measures
        else f"<b>「{html.escape(first.label)}」に応える施策は、対応付けられていません</b>"
    )
    return (
        f"{words.fiscal_year(year)}の調査で「{html.escape(wording)}」を{words.number(first.respondents)}人に尋ねると、"
        f"{said}でした{order}。{answered}。"
    )


def nothing_asked(answering: Sequence[Answering]) -> str:
    """Return what is known where no survey asked for reasons, as HTML."""
    named = words.listing((f"{one.measure_id} {html.escape(one.name)}" for one in answering), 4)
    return "<b>使わない理由は、まだ調べられていません</b>（理由を尋ねた調査が、この版にありません）。" + (
        f"理由に応えると考えられる施策は{len(answering)}つあります（{named}）。" if answering else ""
    )


def bars(reasons: Sequence[Reason]) -> go.Figure:
    """Return the reasons as bars from zero with their intervals and values, the most frequent first."""
    figure = theme.figure(height=60 + 50 * len(reasons))
    labels = [words.folded(one.label, 12) for one in reasons]
    figure.add_bar(
        x=[one.pct for one in reasons],
        y=labels,
        orientation="h",
        width=0.5,
        marker={"color": theme.ACCENT},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.pct for one in reasons],
            "arrayminus": [one.pct - one.low for one in reasons],
            "color": theme.INK,
            "thickness": 1.3,
            "width": 5,
        },
        hovertemplate="%{y} %{x:.1f}%<extra></extra>",
    )
    for one, label in zip(reasons, labels, strict=True):
        figure.add_annotation(
            x=one.high,
            y=label,
            text=f"<b>{words.number(one.pct, 1)}%</b>",
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 15, "color": theme.INK},
        )
    highest = next(
        top for top in (20, 40, 60, 80, 100, 120) if top >= max(one.high for one in reasons) * 1.15
    )
    figure.update_xaxes(range=[0, highest], **theme.percent_ticks(min(highest, 100), 20))
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=labels[::-1], gridcolor="rgba(0,0,0,0)"
    )
    return figure


def listing(reasons: Sequence[Reason], edition_id: str) -> str:
    """Return every reason with the measures that answer it and their states, as HTML; each leads to its sheet."""
    return (
        '<ul class="decide">'
        + "".join(
            f"<li><b>{html.escape(one.label)}</b>　{words.number(one.pct, 1)}%"
            + ("".join(_measure(answering, edition_id) for answering in one.answered_by) or _UNANSWERED)
            + "</li>"
            for one in reasons
        )
        + "</ul>"
    )


def others(answering: Sequence[Answering], edition_id: str) -> str:
    """Return measures that answer reasons nobody was asked about, as HTML."""
    return (
        '<ul class="decide">'
        + "".join(f"<li>{_measure(one, edition_id)}</li>" for one in answering)
        + "</ul>"
    )


_UNANSWERED = '<p class="note">応える施策は対応付けられていません。</p>'


def _measure(one: Answering, edition_id: str) -> str:
    parameters = {"edition": edition_id, "measure": one.measure_id}
    address = html.escape(f"goals-sheet?{urlencode(parameters)}")
    return (
        f'<p class="note"><a href="{address}" target="_self">{one.measure_id} {html.escape(one.name)}</a>　'
        f"{states.state_word(one.state)}<br>{html.escape(one.note)}</p>"
    )


def in_words(reasons: Sequence[Reason]) -> str:
    """Return the reasons as a sentence."""
    return "、".join(f"{one.label} {words.number(one.pct, 1)}%" for one in reasons) + "。"


def table(reasons: Sequence[Reason]) -> pd.DataFrame:
    """Return the reasons as the table under the chart, with the measures that answer them."""
    return pd.DataFrame(
        {
            "理由": [one.label for one in reasons],
            "回答した人": [words.number(one.respondents) for one in reasons],
            "選んだ人": [words.number(one.count) for one in reasons],
            "割合（%）": [words.number(one.pct, 1) for one in reasons],
            f"{words.INTERVAL}区間 下": [words.number(one.low, 1) for one in reasons],
            f"{words.INTERVAL}区間 上": [words.number(one.high, 1) for one in reasons],
            "応える施策（作成者による対応付け）": [
                words.listing(f"{each.measure_id} {each.name}（{each.state}）" for each in one.answered_by)
                or "なし"
                for one in reasons
            ],
        }
    )


def by_age(by_reason: Mapping[str, Sequence[Share]], reasons: Sequence[Reason]) -> go.Figure:
    """Return a line of dots for each reason, the most frequent first, a dot for each class of age."""
    return shares.equiplot({words.folded(one.label, 12): by_reason.get(one.label, ()) for one in reasons})


def by_age_in_words(by_reason: Mapping[str, Sequence[Share]]) -> str:
    """Return the shares of every reason by age as a sentence."""
    return shares.in_words(
        [
            replace(share, age_group=f"{label} {share.age_group}")
            for label, listed in by_reason.items()
            for share in listed
        ]
    )


def by_age_table(by_reason: Mapping[str, Sequence[Share]]) -> pd.DataFrame:
    """Return the reasons by age as the table under their chart; hidden cells say 秘匿."""
    listed = shares.table(_all(by_reason)).drop(columns="調査年度")
    listed.insert(0, "理由", [label for label, each in by_reason.items() for _ in each])
    return listed


def by_age_definition(by_reason: Mapping[str, Sequence[Share]]) -> str:
    """Return how the reasons by age are drawn."""
    return (
        f"{shares.DOTS_NOTE}人数が少ない年代は、どの理由でも示せる区分まで合わせました。"
        f"{shares.few_note(_all(by_reason))}"
    )


def definition(reasons: Sequence[Reason]) -> str:
    """Return what the shares of the reasons are."""
    return (
        f"尋ねた{words.number(reasons[0].respondents)}人に占める割合。線はウィルソンの{words.INTERVAL}区間。"
        "いくつでも選べるため、足すと100%を超えます。"
    )


def _all(by_reason: Mapping[str, Sequence[Share]]) -> list[Share]:
    return [share for listed in by_reason.values() for share in listed]
