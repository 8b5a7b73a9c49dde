"""The indices of inequality in plain words: what each is, its reading, and the sentence where it is off."""

import math
from collections.abc import Sequence

import pandas as pd

from charts import words
from findings.divide.indices import Reading
from stats.divide.indices import Code, OffCode
from stats.rounding import difference

NAMES: dict[Code, str] = {
    "difference": "差",
    "ratio": "比",
    "par": "底上げの余地（PAR）",
    "paf": "底上げの余地の割合（PAF）",
    "sii": "傾きの差（SII）",
    "rii": "傾きの比（RII）",
}
TITLE = f"年代による差を、{'一二三四五六七八九'[len(NAMES) - 1]}つの見方で測る"
MEANINGS: dict[Code, str] = {
    "difference": "最も高齢の年代と最も若い年代の割合の差",
    "ratio": "その二つの割合が何倍か",
    "par": "全員が、最も若い年代と同じになったときに、全体の割合が良くなる幅",
    "paf": "その幅が、いまの全体の割合の何%に当たるか",
    "sii": "両端だけでなくすべての年代を使い、最も高齢の人と最も若い人の割合をなめらかな曲線で見積もった差",
    "rii": "曲線で見積もったその二つの割合が何倍か",
}
OFF: dict[OffCode, str] = {
    "hidden": "秘匿の年代があるため計算しません。",
    "nobody_asked": "最も若い年代か最も高齢の年代に回答した人がいないため計算しません。",
    "too_few_groups": "年代の区分が少ないため計算しません（差と比は2つ、ほかは3つ以上が必要です）。",
    "zero_share": "割合が0%のため、何倍か・何%かは決まりません。",
    "neutral": "この選択肢には良い・悪いの向きがないため計算しません。",
    "reference_not_better": "最も若い年代が全体より良いわけではないため、底上げの余地は0とします。",
    "reversed": "隣り合う年代に、全体の傾きとはっきり逆の動きがあるため計算しません（年齢順に一方向でない）。",
    "no_slope": "割合が0%や100%に偏り、曲線を当てはめられないため計算しません。",
}
DEFINITION = (
    "基準は、前もって決めた最も若い年代です（結果を見て選びません）。どの指標も、プラス（比は1倍より大きい）が"
    "「年齢の高い側が不利」を表すようにそろえました。計算には公表した値だけを使います。"
    "「全体」と年代の重みは、年代別人口があれば人口、なければ回答者数によります。傾きの差と比は、高齢から若い順に並べた"
    "全員の「端」の見積もりなので、表の両端の年代の割合とは違います。年齢が原因だということではなく、開きの大きさを表します。"
    "（専門的には：SIIとRIIは累積中央順位に対する重みつきロジスティック回帰、差と底上げの余地の区間はウィルソンの区間を"
    f"組み合わせるニューカムの方法、比はその対数、ほかは標準誤差による{words.INTERVAL}のおよその区間で、0%や100%でも幅があります。）"
)


def table(readings: Sequence[Reading]) -> pd.DataFrame:
    """Return the indices as the table of their card: what each says, its value, interval, meaning and type."""
    return pd.DataFrame(
        {
            "指標": [NAMES[one.code] for one in readings],
            "読み方": [reading(one) for one in readings],
            "値": [_value(one) for one in readings],
            f"{words.INTERVAL}区間": [_interval(one) for one in readings],
            "何を表すか": [MEANINGS[one.code] for one in readings],
            "種類": [_kind(one) for one in readings],
        }
    )


def reading(one: Reading) -> str:
    """Return what an index says in a sentence, or why it is off."""
    if one.off is not None:
        return OFF[one.off]
    if one.value is None or one.ends is None or one.low is None or one.high is None:
        return "—"
    neutral = 1.0 if one.is_relative and one.code != "paf" else 0.0
    if one.low <= neutral <= one.high:
        return f"{_sides(one.code, one.ends)}。区間が{'1倍' if neutral else '0'}をまたぐため、差があるとはいえません。"
    older_is_behind = one.value > neutral
    side = "高い側" if older_is_behind else "若い側"
    state = "割合が高い" if one.is_favourable is None else "不利"
    if one.code == "par":
        every, young = (words.number(end, 1) for end in one.ends)
        points = words.number(abs(_points(one.ends)), 1)
        return f"全員が最も若い年代と同じなら、全体は計算の上で{every}%から{young}%へ、{points}ポイント良くなります。"
    if one.code == "paf":
        every = words.number(one.ends[0], 1)
        return f"その幅は、いまの全体の割合（{every}%）の{words.number(one.value, 0)}%に当たります。"
    if one.is_relative:
        times = _times(max(one.value, 1 / one.value))
        return f"{_sides(one.code, one.ends)}。年齢の{side}が{times}の開きで{state}です。"
    points = words.number(abs(_points(one.ends)), 1)
    return f"{_sides(one.code, one.ends)}。年齢の{side}が{points}ポイント分{state}です。"


def in_words(readings: Sequence[Reading]) -> str:
    """Return the indices as a sentence each."""
    return "".join(
        f"{NAMES[one.code]}は{_value(one)}（{_interval(one)}）。"
        if one.off is None
        else f"{NAMES[one.code]}は計算なし。"
        for one in readings
    )


def _sides(code: Code, ends: tuple[float, float]) -> str:
    older, younger = (words.number(end, 1) for end in ends)
    if code in ("sii", "rii"):
        return f"最も高齢の端で{older}%、最も若い端で{younger}%と見積もられます"
    if code in ("par", "paf"):
        return f"全体で{older}%、最も若い年代で{younger}%です"
    return f"最も高齢の年代で{older}%、最も若い年代で{younger}%です"


def _value(one: Reading) -> str:
    if one.value is None:
        return "0" if one.off == "reference_not_better" else "—"
    if one.is_relative or one.ends is None:
        return _written(one, one.value)
    return _written(one, math.copysign(_points(one.ends), one.value))


def _points(ends: tuple[float, float]) -> float:
    """Return the points between two shares as they are shown."""
    return difference(*ends)


def _interval(one: Reading) -> str:
    if one.low is None or one.high is None:
        return "—"
    return f"{_written(one, one.low)}～{_written(one, one.high)}"


def _written(one: Reading, value: float) -> str:
    if one.code == "paf":
        return f"{words.number(value, 1)}%"
    return _times(value) if one.is_relative else f"{words.number(value, 1)}ポイント"


def _times(value: float) -> str:
    return f"{words.number(value, 1)}倍"


def _kind(one: Reading) -> str:
    return "・".join(
        (
            "全年代" if one.is_complex else "2つの年代",
            "相対（何倍・何%）" if one.is_relative else "絶対（ポイント）",
            "年齢の順を使う" if one.is_ordered else "順を使わない",
        )
    )
