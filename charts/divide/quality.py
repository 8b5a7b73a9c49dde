"""How good a survey is, and the answers to what residents ask about it."""

import html
from collections.abc import Sequence

from charts import words
from charts.divide.shares import HIDDEN
from findings.divide.shares import FEW
from findings.divide.surveys import FormChange, Survey
from stats.intervals import wilson_interval

NONE_BEFORE = "比べられる前の調査がありません。"
"""What is said of changes where there is no earlier survey."""

ASKED_OFTEN = f"よくある質問：なぜ{FEW}人か、区間の意味、自分から答えた人の調査の読み方"
"""What the answers to residents are called."""


def _half_width(respondents: int) -> int:
    """Return how far a share of 50 % may be off among so many, in whole points."""
    low, high = wilson_interval(respondents / 2, respondents)
    return round(50 * (high - low))


QUESTIONS = (
    (
        f"なぜ回答が{FEW}人より少ないと「参考値」なのですか",
        f"人数が少ないほど、たまたま誰が答えたかで割合が大きく動くからです。割合が50%のとき、{words.INTERVAL}区間の幅は{FEW}人で"
        f"およそ±{_half_width(FEW)}ポイント、50人で±{_half_width(50)}ポイント、100人で±{_half_width(100)}ポイントです（ウィルソンの区間）。"
        f"{FEW}人は、日本の自治体の調査で広く使われている目安に合わせました。",
    ),
    (
        f"「{words.INTERVAL}区間」とは何ですか",
        f"同じ調査を同じやり方で何度もくり返したとき、区間の{words.INTERVAL}ほどが本当の割合を含むように作った範囲です。"
        "たまたま誰が答えたかによる誤差だけを表します。尋ね方の誤差や、答えなかった人の違いは入っていません。",
    ),
    (
        "答えたい人だけが答えた調査でも、誤差をいえるのですか",
        "厳密にはいえません。区間は、答えた人が住民から偏りなく選ばれたとみなしたときの目安です。"
        "郵送やWebの調査では、関心のある人やデジタルに慣れた人ほど答えやすいことがあり、その偏りの大きさは"
        "この調査だけでは分かりません。回収率が低いほど注意が必要です。",
    ),
    (
        "割合を足すと100%にならないのはなぜですか",
        "小数第2位を四捨五入しているためです。いくつでも選べる質問（複数回答）では、1人が二つ以上を選べるので、"
        "足すと100%を超えます。",
    ),
    (
        f"「{HIDDEN}」とは何ですか",
        "人数が少なく、個人の答えが分かるおそれのある値は表示しません。理由によらず印は一つです。"
        "ほかの数字から逆算できないように、関係のない年代も一緒に隠すことがあります。",
    ),
)
"""What residents ask, and the answers."""


def facts(survey: Survey, changes: Sequence[FormChange] | None) -> str:
    """Return the quality facts of a survey as HTML: sent out, returned, how it was asked, what changed.

    `changes` are the differences from the survey before, None where there is none.
    """

    def count(value: int | None, unit: str) -> str:
        return "未公表" if value is None else f"{value:,}{unit}"

    rate = ""
    if survey.distributed and survey.returned is not None:
        rate = f"（回収率{words.percent(survey.returned / survey.distributed, 1)}）"
    lines = (
        ("調査", survey.title),
        ("配布", count(survey.distributed, "通")),
        ("回答", f"{count(survey.returned, '人')}{rate}"),
        ("方法", survey.mode or "不明"),
        ("前の調査との違い", _changed(changes)),
        ("注記", survey.note or "なし"),
    )
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{name}</dt><dd>{html.escape(text)}</dd>" for name, text in lines)
        + "</dl>"
    )


def _changed(changes: Sequence[FormChange] | None) -> str:
    if changes is None:
        return NONE_BEFORE
    return " ".join(map(change_sentence, changes)) or "質問と選択肢は、前の調査と同じです。"


def change_sentence(change: FormChange) -> str:
    """Return in what a survey differs from the one before, as a sentence."""
    match change.difference:
        case "question_added":
            return f"新しい質問「{change.wording}」。"
        case "question_dropped":
            return f"なくなった質問「{change.wording}」。"
        case "wording":
            return f"質問の言い方が「{change.before}」から「{change.now}」に変わりました。"
        case "options_added":
            return f"「{change.wording}」に選択肢が加わりました：{words.listing(change.options)}。"
        case "options_dropped":
            return f"「{change.wording}」から選択肢がなくなりました：{words.listing(change.options)}。"
        case "mode":
            return f"調査の方法が「{change.before}」から「{change.now}」に変わりました。"


def asked_often() -> str:
    """Return the answers to what residents ask, as HTML."""
    return "".join(
        f'<p class="note"><b>{html.escape(question)}</b><br>{html.escape(text)}</p>'
        for question, text in QUESTIONS
    )
