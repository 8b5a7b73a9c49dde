"""The gap between youngest and oldest: in one survey, between two, over all, and what the next survey needs."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts import events, headline, theme, words
from charts.divide import shares
from findings.goals.events import Event


@dataclass(frozen=True)
class Gap:
    """The gap between the youngest and the oldest group in one survey.

    `who` is who is counted, `shares` are those of youngest and oldest. `points` is above 0 where the older group is
    worse off (where an option is neither good nor bad: higher), `low` and `high` its 95 % interval; all in percent.
    `is_favourable` is None for an option that is neither.
    """

    year: int
    who: str
    youngest: str
    oldest: str
    shares: tuple[float, float]
    points: float
    low: float
    high: float
    is_favourable: bool | None

    def is_clear(self) -> bool:
        """Return whether the interval leaves out zero."""
        return not self.low <= 0 <= self.high

    def higher_first(self) -> tuple[str, str, float, float, float]:
        """Return the group with the higher share, the other, the points between them and their interval."""
        young, old = self.shares
        names = (self.oldest, self.youngest) if old >= young else (self.youngest, self.oldest)
        if self.points >= 0:
            return *names, self.points, self.low, self.high
        return *names, -self.points, -self.high, -self.low


@dataclass(frozen=True)
class Change:
    """The change of the gap between two surveys: points, interval, and what may be said by rule.

    `differences` are what else is different between the two, such as 質問の言い方.
    """

    earlier: Gap
    later: Gap
    points: float
    low: float
    high: float
    verdict: str
    differences: Sequence[str] = ()


@dataclass(frozen=True)
class Trend:
    """The change of the gap a year over `surveys` surveys, with its interval, in points."""

    surveys: int
    points: float
    low: float
    high: float
    is_scattered: bool


VERDICTS = {
    "narrowed": "差は縮まったといえます",
    "widened": "差は広がったといえます",
    "smaller": "差は小さくなっていますが、年によるゆれも考えられ、縮まり続けているとはいえません",
    "larger": "差は大きくなっていますが、年によるゆれも考えられ、広がり続けているとはいえません",
    "reversed": "二つの調査では、差の向きが逆です",
    "unclear": "縮まったかどうかは分かりません",
}
"""Verdict of `stats.gaps.verdict` → what is said of the change between two surveys."""


def answer(gap: Gap) -> str:
    """Return the gap between youngest and oldest in one survey as HTML, only as strong as its interval."""
    higher, lower, points, low, high = gap.higher_first()
    verdict = (
        f"{html.escape(higher)}のほうが{html.escape(lower)}より高いといえます"
        if gap.is_clear()
        else "この違いは偶然の範囲で、差があるとはいえません"
    )
    return (
        f"{words.fiscal_year(gap.year)}の調査で{html.escape(gap.who)}は、"
        f"{html.escape(gap.youngest)}で{words.number(gap.shares[0], 1)}%、"
        f"{html.escape(gap.oldest)}で{words.number(gap.shares[1], 1)}%。"
        f"<b>差は{words.number(points, 1)}ポイント</b>"
        f"（95%区間 {words.number(low, 1)}～{words.number(high, 1)}）で、{verdict}。"
    )


def no_answer(who: str, rows: pd.DataFrame) -> str:
    """Return why there is no gap to tell, as HTML; `rows` are the classes of age that were chosen."""
    if len(rows) < 2:
        return "年代を二つ以上選ぶと、年代による差を示します。"
    reason = "秘匿の年代がある" if rows["suppressed"].any() else "回答した人のいない年代がある"
    return f"{html.escape(who)}の年代による差は、{reason}ため示せません。"


def short_answer(gap: Gap) -> str:
    """Return the gap in one sentence for the first page, as HTML."""
    verdict = "" if gap.is_clear() else "（偶然の範囲で、差があるとはいえません）"
    return (
        f"{html.escape(gap.who)}は{html.escape(gap.oldest)}で{words.number(gap.shares[1], 1)}%、"
        f"{html.escape(gap.youngest)}との<b>差は{words.number(abs(gap.points), 1)}ポイント</b>{verdict}です。"
    )


def short_change(change: Change, shown: Gap) -> str:
    """Return whether the gap closed since the first survey in one sentence for the first page, as HTML.

    `shown` is the gap told before: where the surveys have only wider classes of age in common, these are named.
    """
    ends = (change.later.youngest, change.later.oldest)
    classes = (
        ""
        if ends == (shown.youngest, shown.oldest)
        else f"どの調査にもある{'と'.join(map(html.escape, ends))}の差では、"
    )
    return (
        f"{classes}{words.fiscal_year(change.earlier.year)}の{words.number(change.earlier.points, 1)}ポイントからは"
        f"{_moved(change)}で、{VERDICTS[change.verdict]}{_brief_caution(change)}。"
    )


def last_answer(change: Change | None) -> str:
    """Return how the newest gap stands to that of the survey before, as HTML; empty where there is none to tell."""
    if change is None:
        return ""
    said = {"reversed": "差の向きが逆です", "unclear": "縮まったとも広がったともいえません"}
    verdict = said.get(change.verdict, VERDICTS[change.verdict])
    return (
        f"前回の{words.fiscal_year(change.earlier.year)}から{words.fiscal_year(change.later.year)}への変化は"
        f"{_moved(change)}で、{verdict}{_brief_caution(change)}。"
    )


def _moved(change: Change) -> str:
    return f"{_signed(change.points)}ポイント（95%区間 {_signed(change.low)}～{_signed(change.high)}）"


def _brief_caution(change: Change) -> str:
    return f"（{words.listing(change.differences)}が違います）" if change.differences else ""


def short_figure(gap: Gap) -> str:
    """Return the gap as one large figure for the first page, as HTML."""
    _, _, points, low, high = gap.higher_first()
    return headline.big(
        words.number(points, 1),
        f"ポイントの差（{html.escape(gap.youngest)}と{html.escape(gap.oldest)}）",
        f"{words.fiscal_year(gap.year)}の調査で{html.escape(gap.who)}の割合。"
        f"95%区間 {words.number(low, 1)}～{words.number(high, 1)}ポイント。",
    )


def change_answer(change: Change) -> str:
    """Return whether the gap closed between two surveys as HTML, in the words its interval allows."""
    before, after = change.earlier, change.later
    sizes = f"{words.number(before.points, 1)}ポイントから{words.number(after.points, 1)}ポイントになりました"
    return (
        f"{html.escape(after.who)}の割合の、{html.escape(after.youngest)}と{html.escape(after.oldest)}の差は、"
        f"{words.fiscal_year(before.year)}から{words.fiscal_year(after.year)}に{sizes}"
        f"（変化 {_signed(change.points)}ポイント、95%区間 {_signed(change.low)}～{_signed(change.high)}）。"
        f"<b>{VERDICTS[change.verdict]}</b>。" + _caution(change.differences)
    )


def _caution(differences: Sequence[str]) -> str:
    if not differences:
        return ""
    return f"ただし二つの調査では{words.listing(differences)}が違うため、変化にはその影響も入っています。"


def wordings_note(wordings: Sequence[tuple[int, str]]) -> str:
    """Return how a question was put in which years, where it was not always the same, as HTML; empty otherwise.

    `wordings` are year and words, oldest first, one for every survey.
    """
    put = [pair for place, pair in enumerate(wordings) if place == 0 or pair[1] != wordings[place - 1][1]]
    if len(put) < 2:
        return ""
    said = "、".join(f"{words.fiscal_year(year)}から「{html.escape(text)}」" for year, text in put)
    return (
        f"質問の言い方は途中で変わりました：{said}。言い方が違う調査の間の変化は、割り引いて読んでください。"
    )


def not_comparable(who: str, surveys: int, comparable: Sequence[str]) -> str:
    """Return why two surveys cannot be compared for an option, and which options can be."""
    if surveys < 2:
        return "年の分かる調査が1回しかないため、比べられません。次の調査を加えると比べられます。"
    reason = (
        f"{who}の割合を同じ年代の区分で公表できる調査が2回ないため（尋ねていないか、人数が少なく秘匿の年があります）、"
        "比べられません。"
    )
    if not comparable:
        return f"{reason}ほかの選択肢でも、比べられるものはありません。"
    return f"{reason}比べられる選択肢：{'、'.join(comparable)}。"


def trend_answer(trend: Trend) -> str:
    """Return the change a year over all surveys as HTML."""
    said = (
        "全体として縮む方向といえます"
        if trend.high < 0
        else "全体として広がる方向といえます"
        if trend.low > 0
        else "縮む方向か広がる方向かは分かりません"
    )
    scatter = "年ごとのばらつきが偶然より大きい分、区間を広げてあります。" if trend.is_scattered else ""
    return (
        f"{trend.surveys}回の調査を通して見ると、差は1年に{_signed(trend.points)}ポイント"
        f"（95%区間 {_signed(trend.low)}～{_signed(trend.high)}）動いていて、{said}。{scatter}"
    )


def intervals(gaps: Sequence[Gap], times: Sequence[Event] = ()) -> go.Figure:
    """Return the gap of every survey with its interval, over the years, zero in view; `times` behind them."""
    figure = theme.figure(height=300)
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
        ticktext=shares.year_ticks(years),
        range=[min(years) - 0.3, max(years) + 0.6],
        showgrid=False,
    )
    figure.update_yaxes(range=[min(0.0, *(gap.low for gap in gaps)) - 2, top + 4])
    shares.bands(figure, times, years)
    named = "差（ポイント）" + (f"　{events.key(times)}" if times else "")
    theme.write_above(figure, named, color=theme.SECONDARY)
    figure.update_layout(margin={"t": 30})
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
            "95%区間 下": [words.number(gap.low, 1) for gap in gaps],
            "95%区間 上": [words.number(gap.high, 1) for gap in gaps],
        }
    )


def sign_note(is_favourable: bool | None) -> str:
    """Return what a gap above 0 means."""
    if is_favourable is None:
        return "差は、最も高齢の年代の割合から、最も若い年代の割合を引いた値です。"
    taken = "最も若い年代から、最も高齢の年代" if is_favourable else "最も高齢の年代から、最も若い年代"
    return f"差は{taken}を引いた値で、プラスは年齢の高い側が不利であることを表します。"


def planned(points: float, answers: int | None, smallest: float, sent: int | None) -> str:
    """Return how many answers the next survey needs to see a change of the gap, as HTML.

    `answers` is per group, None where no number is enough; `smallest` is the smallest change that can be shown at all;
    `sent` is about how many questionnaires that takes, None where it is not known.
    """
    change = f"{words.number(points)}ポイント"
    if answers is None:
        return (
            f"次の調査で差の{change}の変化を見分けることは、<b>何人に尋ねてもできません</b>。前回の誤差が残るためで、"
            f"前回と比べて見分けられるのは{words.number(smallest, 1)}ポイントを超える変化からです。"
        )
    posted = f"いまと同じ配り方・答え方なら、配布はおよそ{words.number(sent)}通になります。" if sent else ""
    return (
        f"次の調査で差の{change}の変化を見分けるには、最も若い年代と最も高齢の年代の"
        f"<b>それぞれで{words.number(answers)}人の回答</b>が要ります。{posted}"
    )


def planned_from_nothing(points: float, answers: int) -> str:
    """Return how many answers two surveys of the same size need, where none is there yet, as HTML."""
    return (
        f"これから2回の調査を行って差の{words.number(points)}ポイントの変化を見分けるには、2回とも、"
        "最も若い年代と最も高齢の年代の"
        f"<b>それぞれで{words.number(answers)}人の回答</b>が要ります（割合が50%に近い、いちばん厳しい場合）。"
    )


PLAN_DEFINITION = (
    "本当にその変化があるときに80%の確率で見分けられる人数（両側5%）。差の分散を"
    "「前回の分散＋次回の分散」とし、次回の割合は前回のウィルソンの区間の真ん中とみなします。"
    "出典：Fleiss・Levin・Paik（2003年）4.2節の式を、差の差に当てはめました。"
)

PLAN_DEFINITION_FOR_TWO = (
    "本当にその変化があるときに80%の確率で見分けられる人数（両側5%）。2回とも同じ人数が答え、"
    "割合が50%に近い（誤差がいちばん大きい）とみなします。"
    "出典：Fleiss・Levin・Paik（2003年）4.2節の式を、差の差に当てはめました。"
)


def plan_table(rows: Sequence[tuple[float, int | None, int | None]]) -> pd.DataFrame:
    """Return answers per group by change to be seen, and questionnaires where these are known."""
    table = pd.DataFrame(
        {
            "見分けたい変化": [f"{words.number(points)}ポイント" for points, _, _ in rows],
            "各年代に要る回答": [
                "何人でも見分けられない" if answers is None else f"{words.number(answers)}人"
                for _, answers, _ in rows
            ],
        }
    )
    sent = ["—" if posted is None else f"約{words.number(posted)}通" for *_, posted in rows]
    return table if set(sent) == {"—"} else table.assign(配布の目安=sent)


def _signed(value: float) -> str:
    """Return a change with its sign and always one decimal, as the interval beside it."""
    return "±0" if round(value, 1) == 0 else f"{'+' if value > 0 else ''}{words.number(value, 1)}"
