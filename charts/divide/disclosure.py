"""How answers are protected and how figures are to be read, in words and tables."""

import html
from collections.abc import Sequence

import pandas as pd

from charts import words
from charts.divide.shares import HIDDEN
from findings.divide.disclosure import Protection, Threshold, hidden, newest_weighted
from findings.divide.shares import FEW

GUARANTEE = (
    (
        "約束すること",
        "秘匿にした人数は、この版にあるすべての数字を足し引きしても、{least_range}人より狭い幅には絞れず、"
        "{least_count}人以上である可能性がいつも残ります。使ってよい数字には、全体の値、ほかの年代や選択肢の値、"
        "四捨五入した割合、重みづけした割合、前の質問で誰に尋ねたか、ファイルの記録までを含めます。"
        "守れないときは全体の値も隠します。版を作るたびに、計算（線形計画法）で確かめています。",
    ),
    (
        "守り方",
        "1人ひとりの答えと、秘匿にする前の人数は、版のファイルに入れません。画面・保存したファイル・印刷は版だけから作るので、"
        "条件を何通り選んでも、版にない数は出てきません。",
    ),
    (
        "約束しないこと",
        "0％か100％を公表した年代（{least_respondents_of_extremes}人以上）では、そこにいる全員の答えが分かります。"
        "決まりを知っている人は、年代を粗くした選択肢のどこかに小さい数があると推し量れます（どこかは分かりません）。"
        "公表したあとで答えを足しても、差から数人の答えが分かるときは載せません（次の調査まで前の数字のままです）。ただし、残っていない版との差と、"
        "足した{least_respondents}人以上が同じ答えだったことまでは隠せません。"
        "自分や知人の答えを知っている人が、残りの人の答えを推し量ることまでは防げません。",
    ),
)
"""What is promised of hidden counts, how it is kept, and what is not promised; thresholds stand in braces."""

READING = (
    (
        f"割合と{words.INTERVAL}区間",
        "割合は、その質問に答えた人に占める、選んだ人の割合です。区間（ウィルソンの方法）は、たまたま誰が答えたかで動く範囲の目安で、"
        "尋ね方の誤差や、答えなかった人との違いは入っていません。",
    ),
    (
        "差・比",
        "差は割合の引き算（ポイント）、比は割り算（倍）です。「使った」を「使っていない」に言い換えても差の大きさは同じですが、比は変わります。"
        "差は、画面に示した（四捨五入した）割合どうしを引いた値です。"
        "差の変化も、示した差どうしを引いた値です。どの図・文・表・保存したファイルでも同じです。区間と判定は、四捨五入の前の値で計算します。",
    ),
    (
        "差は縮まったか",
        f"「縮まった（広がった）といえる」とするのは、二つのことがそろったときだけです。一つは、比べる二つの調査の差の変化の{words.INTERVAL}区間が0を含まないこと。"
        f"もう一つは、すべての調査（3回以上）に当てはめた直線の傾きの{words.INTERVAL}区間も、同じ向きで0を含まないことです。"
        "二つの調査の誤差には、たまたま誰が答えたかだけが入り、年によるゆれが入っていないからです。直線の区間には、調査が直線からどれだけ外れるかも入れます"
        "（t分布、自由度は調査の回数−2）。一つ目だけのときは「小さくなっているが、縮まり続けているとはいえない」、"
        "二つの調査の区間が0を含むときは「分からない」とします。",
    ),
    (
        "全員が若い年代並みなら",
        "いちばん若い年代の割合に全員がそろったとき、市全体の割合が何ポイント動くか（PAR）、それが今の割合の何％にあたるか（PAF）です。",
    ),
    (
        "傾きの指標（SII・RII）",
        "すべての年代を年齢順に並べて線を当てはめ、いちばん若い人といちばん高齢の人の差（SII）と比（RII）を読みます。"
        "年代の並びの途中で、向きがはっきり逆になるときは出しません。",
    ),
    (
        "参考値",
        f"回答した人が{FEW}人未満の年代は、偶然の幅が大きいので参考値とします。",
    ),
)
"""How the figures of the other pages are to be read."""


def hidden_sentence(surveys: Sequence[Protection]) -> str:
    """Return how much of the surveys is hidden, as HTML."""
    found = hidden(surveys)
    if found is None:
        return "この版には回答者数の分かる調査がないので、<b>秘匿にした数はありません</b>。"
    return (
        f"調査の{found.cells:,}個の数のうち<b>{found.hidden_cells:,}個は、"
        f"だれの答えか分かるおそれがあるため{HIDDEN}</b>です。"
    )


def hidden_grounds(surveys: Sequence[Protection]) -> list[str]:
    """Return of how many surveys, which share is hidden, and what is shown more coarsely, as HTML."""
    found = hidden(surveys)
    if found is None:
        return [
            "あるのは、計画に載った割合だけです。",
            "下は、調査を読み込んだときに使う決まりです。",
        ]
    return [
        f"{found.surveys}回の調査で、{HIDDEN}にした割合は{words.percent(found.hidden_cells / found.cells, 1)}です。",
        f"ほかに、のべ{found.options:,}の選択肢のうち{found.coarser:,}は、年代の区分を粗くして示しています。",
        f"{HIDDEN}にした数は、ほかの数字を足し引きしても割り出せません。",
    ]


def levels_table(surveys: Sequence[Protection]) -> pd.DataFrame:
    """Return how finely the options of every survey are published, one row a survey."""
    return pd.DataFrame(
        {
            "調査年": [words.fiscal_year(one.year) for one in surveys],
            "選択肢": [one.options for one in surveys],
            "6区分で公表": [one.by_six for one in surveys],
            "3区分": [one.by_three for one in surveys],
            "2区分": [one.by_two for one in surveys],
            "全体だけ": [one.total_only for one in surveys],
            "すべて秘匿": [one.nothing for one in surveys],
            "秘匿の数": [f"{one.hidden_cells:,}／{one.cells:,}" for one in surveys],
        }
    )


def thresholds_table(thresholds: Sequence[Threshold]) -> pd.DataFrame:
    """Return the thresholds with what they are for."""
    return pd.DataFrame(
        {
            "決まり": [one.meaning for one in thresholds],
            "基準": [f"{one.threshold}人" for one in thresholds],
        }
    )


def guarantee(thresholds: Sequence[Threshold]) -> str:
    """Return what is promised of hidden counts and what is not, as HTML."""
    limits = {one.rule: one.threshold for one in thresholds}
    return _facts([(name, text.format(**limits)) for name, text in GUARANTEE])


def reading(surveys: Sequence[Protection]) -> str:
    """Return how the figures are to be read, as HTML; weighted totals as far as the edition has them."""
    return _facts([READING[0], ("重みづけした全体", _weighting(surveys)), *READING[1:]])


def _weighting(surveys: Sequence[Protection]) -> str:
    newest = newest_weighted(surveys)
    if newest is None:
        return (
            "答えた人の年代の偏りを直すには、年代別の人口のファイルが要ります。この版には読み込まれていないため、"
            "全体の割合は答えた人だけの割合です。"
        )
    year, population_year = newest
    pair = f"{words.era_year(year)}年度の調査は{words.calendar_year(population_year)}の人口"
    return (
        "答えた人の年代の割合を、住民の年代の割合にそろえて計算し直した全体の値です（事後層化）。"
        f"調査の年にいちばん近い人口を使い、{pair}で直しました。年代の中では値は変わりません。"
        "公表した年代の値だけから計算するので、選択肢によって使う区分が違い、足しても100%にならないことがあります。"
        "前の質問の答えで尋ねる人を絞った質問には出しません。"
        "重みづけで偶然の幅は広がるため、区間は有効回答数（重みの合計の2乗÷重みの2乗の合計）で計算します。"
    )


def _facts(lines: Sequence[tuple[str, str]]) -> str:
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in lines)
        + "</dl>"
    )
