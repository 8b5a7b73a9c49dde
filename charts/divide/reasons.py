"""Why people do not use the services, and the measures of the plan that answer each reason."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts import answers, theme, words
from charts.divide import measures, shares
from findings.divide.reasons import Reason, rivals
from findings.divide.shares import Share

NOTHING_ASKED = "使わない理由は、まだ調べられていません。"
"""A page's answer where no survey asked for reasons."""


def most_named(reasons: Sequence[Reason]) -> str:
    """Return the reason named most and which measures answer it, as HTML."""
    first = reasons[0]
    order = "などが多い理由で" if rivals(reasons) else "がいちばん多い理由で"
    named = words.listing((f"{one.measure_id}（{one.state}）" for one in first.answered_by), 2)
    told = f"応える施策は{named}です。" if named else "応える施策は対応付けられていません。"
    return html.escape(answers.fitting(lambda label: f"「{label}」{order}、{told}", first.label))


def grounds(reasons: Sequence[Reason], year: int, wording: str) -> list[str]:
    """Return what the answer about reasons rests on, as HTML, a sentence each."""
    first, others = reasons[0], rivals(reasons)
    named = words.listing((f"「{html.escape(one.label)}」" for one in others), 2)
    order = [f"{named}との順番は、誤差の範囲ではっきりしません。"] if others else []
    return [
        f"{words.fiscal_year(year)}の調査で「{html.escape(wording)}」を{words.number(first.respondents)}人に尋ねました。",
        f"「{html.escape(first.label)}」を選んだ人は{words.number(first.pct, 1)}%です。",
        *order,
    ]


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
    highest = next(top for top in (20, 40, 60, 80, 100) if top >= max(one.high for one in reasons))
    figure.update_xaxes(range=[0, highest], tickangle=0, **theme.percent_ticks(highest, 20))
    figure.update_layout(margin={"r": 64})  # room for the number beside the longest
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=labels[::-1], gridcolor="rgba(0,0,0,0)"
    )
    return figure


def listing(reasons: Sequence[Reason], kept: Mapping[str, str]) -> str:
    """Return every reason with the measures that answer it and their states, as HTML; each leads to its sheet.

    `kept` are the parameters every address keeps.
    """
    return (
        '<ul class="answered">'
        + "".join(
            f"<li><b>{html.escape(one.label)}</b>"
            + (measures.listing(one.answered_by, kept) if one.answered_by else _UNANSWERED)
            + "</li>"
            for one in reasons
        )
        + "</ul>"
    )


_UNANSWERED = '<p class="note">応える施策は対応付けられていません。</p>'


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
    return shares.equiplot({words.folded(one.label, 11): by_reason.get(one.label, ()) for one in reasons})


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
