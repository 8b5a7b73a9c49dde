"""Shares by age: one survey with its intervals, several surveys as lines of dots."""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from findings.divide.option import Answers, Asked
from findings.divide.shares import FEW, Share
from stats.rounding import difference

HIDDEN = "秘匿"
EMPTY = "回答なし"
"""What stands for the share of a class in which nobody answered."""
DEFINITION = (
    "回答した人に占める割合（年代の中では重みづけなし）。"
    f"線はウィルソンの{words.INTERVAL}区間、かっこ内は回答した人数。"
)
DOTS_NOTE = "点は年代で、薄い青が若く、濃い青が高い年代です。太い線が、最も若い年代と最も高齢の年代の差です。"


class Dot(Protocol):
    """What is drawn as a dot: the share of a class of age, or why there is none."""

    @property
    def age_group(self) -> str:
        """Class of age."""

    @property
    def pct(self) -> float | None:
        """Share in percent; None where hidden or where nobody answered."""

    @property
    def is_hidden(self) -> bool:
        """Whether it is hidden (秘匿)."""


def who(label: str, *, is_turned: bool) -> str:
    """Return who is counted, such as 「市公式LINE」を選んだ人, or 選ばなかった人 where the question is turned round."""
    return f"「{label}」を{'選ばなかった' if is_turned else '選んだ'}人"


def who_of(seen: Answers) -> str:
    """Return who is counted of an option's answers."""
    return who(seen.option.label, is_turned=seen.is_turned)


def age_label(share: Share) -> str:
    """Return an age class as an axis shows it: with its respondents, and 参考値 where they are few."""
    if share.respondents is None:
        return share.age_group
    mark = "・参考値" if share.is_few else ""
    return f"{share.age_group}（{share.respondents}人{mark}）"


def few_note(shares: Iterable[Share]) -> str:
    """Return which classes of age answered in small numbers, as a sentence; empty where none did."""
    few = dict.fromkeys(
        f"{one.age_group}（{one.respondents}人）" for one in shares if one.is_few and not one.is_hidden
    )
    if not few:
        return ""
    return f"{words.listing(few)}は回答が{FEW}人未満の参考値で、差は一人の答えで大きく動きます。"


def _silence(dot: Dot) -> str:
    """Return what stands where there is no share: 秘匿, or 回答なし where nobody answered; empty where there is one."""
    if dot.is_hidden:
        return HIDDEN
    return EMPTY if dot.pct is None else ""


def highest(who: str, ages: Sequence[Share]) -> str:
    """Return in which class of age the share (of `who`) is highest, as HTML; empty where fewer than two have one."""
    known = [(share.age_group, round(share.pct, 1)) for share in ages if share.pct is not None]
    if len(known) < 2:
        return ""
    most = max(pct for _, pct in known)
    leading = html.escape(words.listing(age for age, pct in known if pct == most))
    return (
        f"回答した人の中で、{html.escape(who)}の割合が最も高いのは{leading}で、{words.number(most, 1)}%です。"
    )


def by_age(ages: Sequence[Share], whole: Share | None) -> go.Figure:
    """Return one survey's shares by age with their intervals, the whole city as a line to compare with.

    `ages` are the classes from young to old, `whole` all respondents.
    """
    figure = theme.figure(height=66 + 40 * len(ages))
    labels = [age_label(share) for share in ages]
    if whole is not None and whole.pct is not None:
        figure.add_vline(x=whole.pct, line={"color": theme.SECONDARY, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=whole.pct,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"回答者全体 {words.number(whole.pct, 1)}%",
            showarrow=False,
            font={"color": theme.SECONDARY, "size": 14},
        )
    figure.add_scatter(
        x=[share.pct for share in ages],
        y=labels,
        mode="markers",
        marker={"size": 14, "color": ramp(len(ages))},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_apart_by(share.high, share.pct) for share in ages],
            "arrayminus": [_apart_by(share.pct, share.low) for share in ages],
            "color": theme.INK,
            "thickness": 1.3,
            "width": 5,
        },
        hovertemplate="%{y} %{x:.1f}%<extra></extra>",
    )
    for share, label in zip(ages, labels, strict=True):
        silence, pct = _silence(share), share.pct or 0.0
        figure.add_annotation(
            x=0 if silence else share.high or pct,
            y=label,
            text=silence or f"<b>{words.number(pct, 1)}%</b>",
            showarrow=False,
            xanchor="left",
            xshift=6,
            borderpad=0,
            bgcolor="#FFFFFF",  # over the line of all respondents
            font={"size": 14, "color": theme.SECONDARY if silence else theme.INK},
        )
    figure.update_xaxes(range=[0, 100], tickangle=0, **theme.percent_ticks(100, 20))
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=labels[::-1], gridcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(margin={"t": 34})
    return figure


def equiplot(lines: Mapping[str, Sequence[Dot]]) -> go.Figure:
    """Return a line of dots, one per age, for each name; thick, with its size, the gap of youngest and oldest.

    The ages of a line stand from young to old. Where nobody of the youngest or the oldest answered there is no gap.
    """
    figure = theme.figure(height=70 + 62 * max(1, len(lines)))
    is_named = False
    most = max((dot.pct for dots in lines.values() for dot in dots if dot.pct is not None), default=100.0)
    highest = next(top for top in (20, 50, 100) if top == 100 or top >= 1.2 * most)
    for line, dots in lines.items():
        ages = [(dot.age_group, dot.pct) for dot in dots if dot.pct is not None]
        if not ages:
            figure.add_scatter(x=[0], y=[line], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
            silence = HIDDEN if any(dot.is_hidden for dot in dots) else EMPTY
            figure.add_annotation(x=0, y=line, text=silence, showarrow=False, xanchor="left")
            continue
        shown = [pct for _, pct in ages]
        young, old = dots[0].pct, dots[-1].pct
        _line(figure, line, (min(shown), max(shown)), width=1)
        if young is not None and old is not None:
            _line(figure, line, (young, old), width=4)
        figure.add_scatter(
            x=shown,
            y=[line] * len(ages),
            mode="markers",
            marker={"size": 14, "color": ramp(len(ages)), "line": {"color": "#FFFFFF", "width": 1}},
            text=[age for age, _ in ages],
            hovertemplate="%{text} %{x:.1f}%<extra></extra>",
        )
        if young is not None and old is not None:
            is_left = (young + old) / 2 < 0.2 * highest
            figure.add_annotation(
                x=min(shown) if is_left else (young + old) / 2,
                y=line,
                text=f"差 {words.number(abs(difference(old, young)), 1)} ポイント",
                showarrow=False,
                xanchor="left" if is_left else "center",
                yshift=17,
                font={"size": 14, "color": theme.SECONDARY},
            )
        if not is_named:
            is_named = True
            _name_ends(figure, ages, line, highest)
    figure.update_xaxes(
        range=[-0.01 * highest, highest], tickangle=0, **theme.percent_ticks(highest, highest // 5)
    )
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=list(lines)[::-1], gridcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(margin={"t": 44, "r": 24})
    return figure


def _line(figure: go.Figure, line: str, ends: tuple[float, float], width: int) -> None:
    figure.add_scatter(
        x=ends,
        y=[line, line],
        mode="lines",
        line={"color": theme.CONTEXT, "width": width},
        hoverinfo="skip",
    )


def _name_ends(figure: go.Figure, ages: Sequence[tuple[str, float]], line: str, highest: int) -> None:
    """Write the youngest and the oldest class above their dots, in one where these lie close together."""
    ends = sorted((ages[0], ages[-1]), key=lambda end: end[1])
    named = [(pct, f"<b>{age}</b>", "center") for age, pct in ends]
    if ends[1][1] - ends[0][1] < 0.3 * highest:
        both = "と".join(f"<b>{age}</b>（{side}）" for (age, _), side in zip(ends, "左右", strict=True))
        named = [(ends[0][1], both, "left")]
    for at, text, anchor in named:
        figure.add_annotation(
            x=at,
            y=line,
            text=text,
            showarrow=False,
            xanchor=anchor,
            yshift=38,
            font={"size": 14, "color": theme.INK},
        )


def _apart_by(upper: float | None, lower: float | None) -> float | None:
    return None if upper is None or lower is None else upper - lower


def ramp(count: int) -> list[str]:
    """Return one blue per age class, light (young) to dark (old)."""
    last = len(theme.AGES) - 1
    return [theme.AGES[round(last * place / max(1, count - 1))] for place in range(count)]


def table(shares: Iterable[Share]) -> pd.DataFrame:
    """Return the shares by year and age as the table under the charts; hidden cells say 秘匿."""

    def shown(share: Share, value: float | None, decimals: int = 1) -> str:
        if share.is_hidden:
            return HIDDEN
        return "—" if value is None else words.number(value, decimals)

    return pd.DataFrame(
        [
            {
                "調査年度": words.fiscal_year(share.year),
                "年代": share.age_group,
                "回答した人": "—" if share.respondents is None else f"{share.respondents:,}",
                "当てはまる人": shown(share, share.count, 0),
                "割合（%）": shown(share, share.pct),
                f"{words.INTERVAL}区間 下": shown(share, share.low),
                f"{words.INTERVAL}区間 上": shown(share, share.high),
                "注": _remark(share),
            }
            for share in shares
        ]
    )


def survey_table(asked: Asked, ages: Iterable[Share]) -> pd.DataFrame:
    """Return one survey's shares by age after all respondents, and after these the total weighted to the inhabitants.

    The weighted total stands where the page tells it.
    """
    whole, weighted = asked.whole, asked.weighted
    rows = table([*([whole] if whole else []), *ages])
    if whole is None or whole.is_hidden or weighted is None or asked.population_year is None:
        return rows
    low, high = weighted.interval
    year, share, *ends = (
        name for name in rows.columns if name.startswith(("調査年度", "割合", words.INTERVAL))
    )
    line = {
        year: words.fiscal_year(asked.year),
        "年代": f"住民全体（{words.calendar_year(asked.population_year)}の人口に合わせた値）",
        "回答した人": "—",
        "当てはまる人": "—",
        share: words.number(weighted.pct, 1),
        **{name: words.number(end, 1) for name, end in zip(ends, (low, high), strict=True)},
        "注": f"実質{words.number(weighted.effective_n, 0)}人分の回答",
    }
    return pd.concat([rows[:1], pd.DataFrame([line]), rows[1:]], ignore_index=True)


def _remark(share: Share) -> str:
    if share.is_hidden:
        return HIDDEN
    return EMPTY if share.respondents == 0 else "参考値" if share.is_few else ""


def wide_table(by_year: Mapping[int, Sequence[Share]]) -> pd.DataFrame:
    """Return published shares as dots on lines are drawn: one row a year, one column an age."""
    return pd.DataFrame(
        [
            {"調査年度": words.fiscal_year(year)}
            | {
                share.age_group: _silence(share) or f"{words.number(share.pct or 0.0, 1)}%"
                for share in shares
            }
            for year, shares in by_year.items()
        ]
    )


def in_words(shares: Iterable[Share]) -> str:
    """Return the shares by year and age as a sentence; hidden cells say 秘匿."""
    return (
        "、".join(
            f"{words.era_year(share.year)}年度{share.age_group} "
            + (_silence(share) or f"{words.number(share.pct or 0.0, 1)}%")
            for share in shares
        )
        + "。"
    )


def total(asked: Asked) -> str:
    """Return the total weighted to the inhabitants (the picture has it as answered), as HTML; or what is missing."""
    if asked.whole is None or asked.whole.is_hidden:
        return f"回答者全体の割合は{HIDDEN}です。"
    if asked.population_year is None:
        return "住民全体の割合に直すための年代別人口は、この版に読み込まれていません。"
    if asked.weighted is None:
        return "この選択肢は、住民全体の割合には直せません。"
    return f"住民の年代に合わせて直すと、全体では<b>{words.number(asked.weighted.pct, 1)}%</b>です。"


def total_grounds(asked: Asked) -> list[str]:
    """Return what the total rests on, as HTML, a sentence each."""
    whole, weighted = asked.whole, asked.weighted
    if whole is None or whole.is_hidden:
        return []
    said = [
        f"回答者全体では{words.number(whole.pct or 0.0, 1)}%です。",
        f"答えたのは{whole.respondents or 0:,}人です。",
    ]
    if asked.population_year is None:
        return said
    if weighted is None:
        return [*said, "直せないのは、年代別の値が出せないか、一部の人だけに尋ねたためです。"]
    low, high = weighted.interval
    return [
        *said,
        f"年代の偏りは{words.calendar_year(asked.population_year)}の人口に合わせて直しました。",
        f"直した割合の{words.INTERVAL}区間は{words.number(low, 1)}～{words.number(high, 1)}%です。",
        f"偏りを直した値の確かさは、{words.number(weighted.effective_n, 0)}人が偏りなく答えた調査と同じほどです。",
    ]


def framing_grounds(*, is_turned: bool) -> list[str]:
    """Return what changes and what does not when the question is turned round, as HTML, a sentence each."""
    now, other = ("選ばなかった", "選んだ") if is_turned else ("選んだ", "選ばなかった")
    return [
        f"いまは「{now}人」の見方です。",
        f"「{other}人」の見方に変えても、差（ポイント）は同じですが、何倍かを表す比は変わります。",
        "たとえば10%と20%は2倍、裏返した90%と80%は1.1倍です。",
        "だから、比だけで大きい・小さいを決めず、差と並べて見ます。",
    ]


def classes_note(by_year: Mapping[int, Sequence[Share]]) -> str:
    """Return that classes were put together, where the surveys published different ones."""
    classes = {tuple(share.age_group for share in shares) for shares in by_year.values()}
    if len(classes) < 2:
        return ""
    return "年によって発表できる年代の区分が違うため、どの年にも共通する区分に合わせて比べています。"
