"""Plain words for what the police call a road or the light; tables keep the labels of the police."""

from collections.abc import Iterable

INJURY_ONLY = "人身事故だけの記録です（物損事故は含みません）。"
"""What every card of accidents says of its records."""

PARTIES = "過失の重い側は警察の「当事者A」で、加害者という意味ではありません。軽い側は「当事者B」です。"
"""Who the parties are that charts and sentences call 過失の重い側 and 軽い側."""

PLAIN = {  # what sentences and charts say for a label; another stands as it is
    "昼－明": "昼・日の出のころ",
    "昼－昼": "昼",
    "昼－暮": "昼・日の入りのころ",
    "夜－暮": "夜・日の入りのころ",
    "夜－夜": "夜",
    "夜－明": "夜・日の出のころ",
    "交差点－環状交差点": "環状交差点",
    "交差点－その他": "交差点",
    "交差点付近－環状交差点付近": "環状交差点の近く",
    "交差点付近－その他": "交差点の近く",
    "単路－トンネル": "トンネル",
    "単路－橋": "橋",
    "単路－カーブ・屈折": "カーブや曲がり角",
    "単路－その他": "交差点でない道",
}


def plain(label: object) -> str:
    """Return what a sentence or a chart says for a label of the police."""
    return PLAIN.get(str(label), str(label))


def note(labels: Iterable[object]) -> str:
    """Return which labels of the police the plain words of a chart stand for; nothing where all stand as they are."""
    told = [f"{PLAIN[label]}＝「{label}」" for label in dict.fromkeys(map(str, labels)) if label in PLAIN]
    return f"図と文の言葉は、表にある警察の区分を言いかえたものです（{'、'.join(told)}）。" if told else ""
