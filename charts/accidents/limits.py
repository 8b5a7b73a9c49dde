"""Questions that are often asked and that these files cannot answer, each with the reason and what can be seen."""

import html

QUESTIONS = (
    (
        "10代・小学生・中学生の事故は何件か",
        "年齢は7つの区分で記録され、いちばん若い区分が0～24歳です。年齢が分かるのは当事者AとBだけで、同乗者の年齢はありません。",
    ),
    (
        "加害者・被害者はどんな人か",
        "当事者Aは過失がより重い側、Bはその相手という区別で、加害者・被害者を表しません。",
    ),
    ("物損事故を含めると何件か", "本票は人がけがをした、または亡くなった事故だけの記録です。"),
    (
        "通行量あたりで最も危ない道はどこか",
        "道路ごとの通行量・走行距離の記録がありません。件数が多い場所は、通る人や車が多いだけのことがあります。",
    ),
    (
        "出会い頭・追突・右折時の事故は何件か",
        "事故類型は、人対車両・車両相互・車両単独・列車の4区分だけです。",
    ),
    (
        "重傷・軽傷の別、飲酒や速度超過などの原因",
        "けがの程度は死亡・負傷・損傷なしだけで、違反の種別はありません。",
    ),
    (
        "市民の事故か、市外の人の事故か、性別による違い",
        "住所と性別の記録がありません。数えているのは市内で起きた事故です。",
    ),
    (
        "今月・今年は増えているか",
        "資料は年1回、前年までの分が公表されます。いちばん新しい年より後のことは分かりません。",
    ),
)


def unanswered() -> str:
    """Return the questions with their reasons, as HTML."""
    entries = "".join(
        f"<dt>{html.escape(question)}</dt><dd>{html.escape(reason)}</dd>" for question, reason in QUESTIONS
    )
    return f'<dl class="facts">{entries}</dl>'
