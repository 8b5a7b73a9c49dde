"""What is wrong in the file of the meeting, in words for the person who edits it."""

from collections.abc import Sequence

from findings.meeting.order import FILE, Fault

NAME = f"data/{FILE.name}"
"""The file as people call it."""

_LONGEST_SHOWN = 40


def sentences(faults: Sequence[Fault]) -> list[str]:
    """Return every fault as a sentence that names file, line, what is wrong and the way out."""
    return [_sentence(fault) for fault in faults]


def _sentence(fault: Fault) -> str:
    where = NAME if fault.line is None else f"{NAME} の{fault.line}行目"
    problem, remedy = _told(fault)
    return f"{where}：{problem}。{remedy}。"


def _told(fault: Fault) -> tuple[str, str]:
    key, given = f"「{fault.key}」", f"「{_shown(fault.given)}」"
    allowed = "、".join(fault.allowed)
    match fault.kind:
        case "absent":
            return "ファイルがないか、読めません", "はじめから入っているファイルを戻してください"
        case "syntax":
            return (
                "TOMLとして読めません",
                "引用符と角かっこが閉じているか、文字コードがUTF-8かを確かめてください",
            )
        case "missing":
            return f"{key}がありません", f"{key}の行を書き加えてください"
        case "unknown":
            return f"{key}という項目はありません", "つづりを確かめるか、この項目を消してください"
        case "choice":
            return f"{key}に{given}は使えません", f"{allowed} のどれかを書いてください"
        case "empty":
            return f"{key}に言葉がありません", "言葉を書くか、この項目を消してください"
        case "long":
            return f"{key}が長すぎて画面に収まりません", f"{allowed}字までで書いてください"
        case "many":
            return f"{key}が多すぎます", f"{allowed}個までにしてください"
        case "theme":
            return (
                f"計画に{given}番の提言（提言がない計画では分野）はありません",
                f"{allowed or 'ほかの番号'} のどれかを書いてください",
            )
        case "needless":
            return f"「{fault.given}」の画面に{key}は使えません", "この項目を消すか、kindを直してください"
        case _:
            return f"{key}の値{given}は、決まった形ではありません", _FORMS.get(fault.key, _TEXT)


def _shown(given: str) -> str:
    return given if len(given) <= _LONGEST_SHOWN else f"{given[:_LONGEST_SHOWN]}…"


_TEXT = "文字は引用符で囲んでください"
_FORMS = {
    "theme": "引用符を付けずに、番号だけを書いてください",
    "texts": '["1つ目の文", "2つ目の文"] のように書いてください',
    "screen": "画面ごとに [[screen]] の行で始めてください",
}
"""How a value is written, by its key."""
