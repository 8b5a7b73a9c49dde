"""The gap between youngest and oldest: in one survey, between two, over all, and what the next survey needs."""

import html
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import answers, events, theme, words
from charts.divide import over_years, shares
from findings.divide.gaps import Change, Gap, Trend, Unlike
from findings.divide.option import Answers
from findings.divide.planner import Needed
from findings.divide.shares import Share
from findings.divide.surveys import Option
from findings.events import Event
from stats.divide.gaps import LEVEL, POWER, Verdict

NOT_KNOWN = "差が縮まったかは分かりません"
"""What is said where two surveys cannot be compared."""
NOTHING_KNOWN = (
    "年の分かる調査が、この版にありません。"
    "計画に載った割合は調査の年も回答者数も分からないため、次の調査と比べることもできません。"
)
VERDICTS: dict[Verdict, str] = {
    "narrowed": "差は縮まったといえます",
    "widened": "差は広がったといえます",
    "smaller": "差は小さくなっていますが、年によるゆれも考えられ、縮まり続けているとはいえません",
    "larger": "差は大きくなっていますが、年によるゆれも考えられ、広がり続けているとはいえません",
    "reversed": "二つの調査では、差の向きが逆です",
    "unclear": "縮まったかどうかは分かりません",
}
"""What is said of the change between two surveys."""
BRIEF: dict[Verdict, str] = {
    "narrowed": "縮まったといえます",
    "widened": "広がったといえます",
    "smaller": "縮まったとはいえません",
    "larger": "広がったとはいえません",
    "reversed": "前とは逆の向きです",
    "unclear": "縮まったか分かりません",
}
"""The same in short."""
FAINT = "差があるとはいえません"
"""What is said of a gap whose interval holds zero."""
UNLIKE: dict[Unlike, str] = {"wording": "質問の言い方", "mode": "調査の方法"}
"""What is said of two surveys that differ in more than the answers."""


def _who(gap: Gap) -> str:
    return shares.who(gap.label, is_turned=gap.is_turned)


def _ends(gap: Gap) -> tuple[str, str]:
    return gap.youngest, gap.oldest


def answer(gap: Gap, change: Change | None) -> str:
    """Return how far the ages are apart and whether that changed, as HTML, only as strong as the intervals.

    `change` is left out where it is that of other classes of age, or where the gap itself is not clear.
    """
    higher, lower, points, _, _ = gap.higher_first()
    if not gap.is_clear():
        end = f"{gap.youngest}と{gap.oldest}で、{FAINT}。"
    else:
        is_same = change is not None and _ends(change.later) == _ends(gap)
        told = f"多く、{brief(change)}" if change and is_same else "多いといえます"
        end = f"{higher}が{lower}より{words.number(points, 1)}ポイント{told}。"
    return html.escape(
        answers.fitting(lambda label: f"{shares.who(label, is_turned=gap.is_turned)}は{end}", gap.label)
    )


def brief(change: Change) -> str:
    """Return what an answer says of a change; of surveys that are unlike nothing is claimed."""
    return f"差は{BRIEF['unclear' if change.unlike else change.verdict]}"


def grounds(gap: Gap) -> list[str]:
    """Return what the gap of one survey rests on, as HTML, a sentence each."""
    higher, lower, _, low, high = gap.higher_first()
    first, second = sorted(gap.shares, reverse=True)
    said = "差があるといえます" if gap.is_clear() else f"偶然の範囲で、{FAINT}"
    return [
        f"{words.fiscal_year(gap.year)}の調査で{html.escape(_who(gap))}は、"
        f"{html.escape(higher)}で{words.number(first, 1)}%です。",
        f"{html.escape(lower)}では{words.number(second, 1)}%です。",
        f"差の{words.INTERVAL}区間は{words.number(low, 1)}～{words.number(high, 1)}ポイントで、{said}。",
    ]


def change_grounds(change: Change) -> list[str]:
    """Return what is known of the change between two surveys, as HTML, a sentence each."""
    before, after = change.earlier, change.later
    return [
        f"{words.fiscal_year(before.year)}の{html.escape(before.youngest)}と{html.escape(before.oldest)}の差は"
        f"{words.number(before.points, 1)}ポイントでした。",
        f"{words.fiscal_year(after.year)}への変化は{_signed(change.points)}ポイントです。",
        f"変化の{words.INTERVAL}区間は{_signed(change.low)}～{_signed(change.high)}ポイントで、{VERDICTS[change.verdict]}。",
        *([caution(change)] if change.unlike else []),
    ]


def caution(change: Change) -> str:
    """Return that two surveys differ in more than the answers, as HTML; empty where they do not."""
    if not change.unlike:
        return ""
    return f"二つの調査では{_unlike(change)}が違うため、変化にはその影響も入っています。"


def no_gap(seen: Answers, chosen: Sequence[Share]) -> str:
    """Return why there is no gap to tell, as HTML; `chosen` are the classes of age asked for."""
    if len(chosen) < 2:
        return "年代を二つ以上選ぶと、年代による差を示します。"
    hidden = any(share.is_hidden for share in chosen)
    reason = "秘匿の年代がある" if hidden else "回答した人のいない年代がある"
    end = f"は、{reason}ため年代の差を示せません。"
    return html.escape(answers.fitting(lambda label: f"「{label}」{end}", seen.option.label))


def short_answer(gap: Gap) -> str:
    """Return the gap in one sentence for the first page, as HTML."""
    verdict = "" if gap.is_clear() else f"（偶然の範囲で、{FAINT}）"
    return (
        f"{html.escape(_who(gap))}は{html.escape(gap.oldest)}で{words.number(gap.shares[1], 1)}%、"
        f"{html.escape(gap.youngest)}との<b>差は{words.number(abs(gap.points), 1)}ポイント</b>{verdict}です。"
    )


def short_change(change: Change, shown: Gap) -> str:
    """Return whether the gap closed since the first survey in one sentence for the first page, as HTML.

    `shown` is the gap told before: where the surveys have only wider classes of age in common, these are named.
    """
    ends = _ends(change.later)
    classes = "" if ends == _ends(shown) else f"どの調査にもある{'と'.join(map(html.escape, ends))}の差では、"
    return (
        f"{classes}{words.fiscal_year(change.earlier.year)}の{words.number(change.earlier.points, 1)}ポイントからは"
        f"{_moved(change)}で、{VERDICTS[change.verdict]}{_brief_caution(change)}。"
    )


_SINCE_LAST: dict[Verdict, str] = VERDICTS | {
    "reversed": "差の向きが逆です",
    "unclear": "縮まったとも広がったともいえません",
}


def last_change(change: Change | None) -> str:
    """Return how the newest gap stands to that of the survey before, as HTML; empty where there is none to tell."""
    if change is None:
        return ""
    return (
        f"前回の{words.fiscal_year(change.earlier.year)}から{words.fiscal_year(change.later.year)}への変化は"
        f"{_moved(change)}で、{_SINCE_LAST[change.verdict]}{_brief_caution(change)}。"
    )


def apart(said: str) -> str:
    """Return a sentence of how the gap changed so that it tells what it speaks of, where no heading does; as HTML."""
    return f"年代の差は、{said}" if said else ""


def last_brief(change: Change | None) -> str:
    """Return the same without its numbers, as HTML."""
    if change is None:
        return ""
    return (
        f"前回の{words.fiscal_year(change.earlier.year)}からは、"
        f"{_SINCE_LAST[change.verdict]}{_brief_caution(change)}。"
    )


def last_grounds(change: Change | None) -> list[str]:
    """Return the numbers of the same, as HTML, a sentence each."""
    if change is None:
        return []
    return [
        f"前回の{words.fiscal_year(change.earlier.year)}からの変化は{_signed(change.points)}ポイントです。",
        f"その{words.INTERVAL}区間は{_signed(change.low)}～{_signed(change.high)}ポイントで、{_SINCE_LAST[change.verdict]}。",
    ]


def _moved(change: Change) -> str:
    return f"{_signed(change.points)}ポイント（{words.INTERVAL}区間 {_signed(change.low)}～{_signed(change.high)}）"


def _brief_caution(change: Change) -> str:
    return f"（{_unlike(change)}が違います）" if change.unlike else ""


def _unlike(change: Change) -> str:
    return words.listing(UNLIKE[one] for one in change.unlike)


def wordings(seen: Answers) -> list[str]:
    """Return how a question was put in which years, where it was not always the same, as HTML, a sentence each."""
    listed = [(year, asked.asked_as) for year, asked in seen.surveys.items()]
    put = [pair for place, pair in enumerate(listed) if place == 0 or pair[1] != listed[place - 1][1]]
    if len(put) < 2:
        return []
    said = "、".join(f"{words.fiscal_year(year)}から「{html.escape(text)}」" for year, text in put)
    return [
        f"質問の言い方は途中で変わりました：{said}。",
        "言い方が違う調査の間の変化は、割り引いて読んでください。",
    ]


def not_comparable(who: str, surveys: int, comparable: Sequence[Option]) -> str:
    """Return why two surveys cannot be compared for an option, and which options can be."""
    if surveys < 2:
        return "年の分かる調査が1回しかないため、比べられません。次の調査を加えると比べられます。"
    reason = (
        f"{who}の割合を同じ年代の区分で公表できる調査が2回ないため（尋ねていないか、人数が少なく秘匿の年があります）、"
        "比べられません。"
    )
    if not comparable:
        return f"{reason}ほかの選択肢でも、比べられるものはありません。"
    named = "、".join(f"「{one.wording}」の「{one.label}」" for one in comparable)
    return f"{reason}比べられる選択肢：{named}。"


def trend_brief(trend: Trend) -> str:
    """Return which way the gap goes over all surveys, as HTML."""
    return f"{trend.surveys}回の調査を通して見ると、{_direction(trend)}。"


def _direction(trend: Trend) -> str:
    if trend.high < 0:
        return "全体として縮む方向といえます"
    return "全体として広がる方向といえます" if trend.low > 0 else "縮む方向か広がる方向かは分かりません"


def trend_grounds(trend: Trend | None) -> list[str]:
    """Return the change a year over all surveys, as HTML, a sentence each; none where it is not known."""
    if trend is None:
        return []
    scatter = ["年ごとのばらつきが偶然より大きい分、区間を広げてあります。"] if trend.is_scattered else []
    return [
        f"{trend.surveys}回の調査を通して見ると、差は1年に{_signed(trend.points)}ポイント動いています。",
        f"その{words.INTERVAL}区間は{_signed(trend.low)}～{_signed(trend.high)}ポイントで、{_direction(trend)}。",
        *scatter,
    ]


def intervals(gaps: Sequence[Gap], times: Sequence[Event] = (), height: int = 306) -> go.Figure:
    """Return the gap of every survey with its interval, over the years, zero in view; `times` behind them."""
    figure = theme.figure(height=height)
    years = [gap.year for gap in gaps]
    figure.add_hline(y=0, line={"color": theme.SECONDARY, "width": 1.5})
    figure.add_scatter(
        x=years,
        y=[gap.points for gap in gaps],
        mode="markers+text",
        marker={"size": 13, "color": theme.ACCENT},
        text=[f"<b>{words.number(gap.points, 1)}</b>" for gap in gaps],
        textposition="middle right",
        textfont={"size": 14, "color": theme.INK},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [gap.high - gap.points for gap in gaps],
            "arrayminus": [gap.points - gap.low for gap in gaps],
            "color": theme.INK,
            "thickness": 1.3,
            "width": 5,
        },
        cliponaxis=False,
        hovertemplate="%{y:.1f}ポイント<extra></extra>",
    )
    top = max(10.0, *(gap.high for gap in gaps))
    figure.update_xaxes(
        tickvals=years,
        ticktext=over_years.year_ticks(years),
        range=[min(years) - 0.3, max(years) + 0.6],
        showgrid=False,
    )
    figure.update_yaxes(range=[min(0.0, *(gap.low for gap in gaps)) - 2, top + 4])
    over_years.bands(figure, times, years)
    named = "差（ポイント）" + (f"　{events.key(times)}" if times else "")
    theme.write_above(figure, named, color=theme.SECONDARY)
    figure.update_layout(margin={"t": 30, "r": 32})  # room for the last number
    return figure


def in_words(gaps: Sequence[Gap]) -> str:
    """Return the gap of every survey as a sentence."""
    return (
        "、".join(
            f"{words.era_year(gap.year)}年度の差 {words.number(gap.points, 1)}ポイント"
            f"（{words.number(gap.low, 1)}～{words.number(gap.high, 1)}）"
            for gap in gaps
        )
        + "。"
    )


def table(gaps: Sequence[Gap]) -> pd.DataFrame:
    """Return the gap of every survey as the table under the chart."""
    return pd.DataFrame(
        {
            "調査年度": [words.fiscal_year(gap.year) for gap in gaps],
            "最も若い年代": [gap.youngest for gap in gaps],
            "割合（%）": [words.number(gap.shares[0], 1) for gap in gaps],
            "最も高齢の年代": [gap.oldest for gap in gaps],
            "割合（%） ": [words.number(gap.shares[1], 1) for gap in gaps],
            "差（ポイント）": [words.number(gap.points, 1) for gap in gaps],
            f"{words.INTERVAL}区間 下": [words.number(gap.low, 1) for gap in gaps],
            f"{words.INTERVAL}区間 上": [words.number(gap.high, 1) for gap in gaps],
        }
    )


def sign_note(is_favourable: bool | None) -> str:
    """Return what a gap above 0 means."""
    if is_favourable is None:
        return "差は、最も高齢の年代の割合から、最も若い年代の割合を引いた値です。"
    taken = "最も若い年代から、最も高齢の年代" if is_favourable else "最も高齢の年代から、最も若い年代"
    return f"差は{taken}を引いた値で、プラスは年齢の高い側が不利であることを表します。"


def planned(needed: Needed) -> str:
    """Return how many answers the next survey needs to see a change of the gap, as HTML."""
    ends = "最も若い年代と最も高齢の年代で"
    if needed.smallest is None:
        return f"これから行う2回とも、{ends}<b>それぞれ{words.number(needed.answers or 0)}人の回答</b>が要ります。"
    if needed.answers is None:
        return (
            "<b>何人に尋ねても見分けられません</b>。前回の誤差が残るためで、"
            f"見分けられるのは{words.number(needed.smallest, 1)}ポイントを超える変化からです。"
        )
    posted = f"いまと同じ配り方なら、配布はおよそ{words.number(needed.sent)}通です。" if needed.sent else ""
    return f"{ends}<b>それぞれ{words.number(needed.answers)}人の回答</b>が要ります。{posted}"


_SEEN = f"{words.percent(POWER)}の確率で見分けられる人数（両側{words.percent(LEVEL)}）"
PLAN_DEFINITION = (
    f"本当にその変化があるときに{_SEEN}。差の分散を"
    "「前回の分散＋次回の分散」とし、次回の割合は前回のウィルソンの区間の真ん中とみなします。"
    "出典：Fleiss・Levin・Paik（2003年）4.2節の式を、差の差に当てはめました。"
)

PLAN_DEFINITION_FOR_TWO = (
    f"本当にその変化があるときに{_SEEN}。2回とも同じ人数が答え、"
    "割合が50%に近い（誤差がいちばん大きい）とみなします。"
    "出典：Fleiss・Levin・Paik（2003年）4.2節の式を、差の差に当てはめました。"
)


def plan_table(plans: Sequence[Needed]) -> pd.DataFrame:
    """Return answers per group by change to be seen, and questionnaires where these are known."""
    table = pd.DataFrame(
        {
            "見分けたい変化": [f"{words.number(one.points)}ポイント" for one in plans],
            "各年代に要る回答": [
                "何人でも見分けられない" if one.answers is None else f"{words.number(one.answers)}人"
                for one in plans
            ],
        }
    )
    sent = ["—" if one.sent is None else f"約{words.number(one.sent)}通" for one in plans]
    return table if set(sent) == {"—"} else table.assign(配布の目安=sent)


def _signed(value: float) -> str:
    """Return a change with its sign and always one decimal, as the interval beside it."""
    return "±0" if round(value, 1) == 0 else f"{'+' if value > 0 else ''}{words.number(value, 1)}"
