from dataclasses import replace

import pytest

from charts.divide import quality
from findings.divide.surveys import FormChange, Survey

SURVEY = Survey("s", 2024, "調査<1>", 2500, 1181, "郵送")


def test_facts_name_rate_mode_and_what_changed() -> None:
    text = quality.facts(SURVEY, [])
    for part in (
        "2,500通",
        "1,181人（回収率47.2%）",
        "郵送",
        "調査&lt;1&gt;",
        "前の調査と同じ",
    ):
        assert part in text
    added = FormChange("question_added", "理由")
    unknown = quality.facts(replace(SURVEY, distributed=None, mode=None), [added])
    assert "未公表" in unknown
    assert "回収率" not in unknown
    assert "不明" in unknown
    assert "新しい質問「理由」。" in unknown
    assert "比べられる前の調査がありません。" in quality.facts(SURVEY, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (FormChange("question_added", "理由"), "新しい質問「理由」。"),
        (FormChange("question_dropped", "満足度"), "なくなった質問「満足度」。"),
        (
            FormChange("wording", "使ったもの", "使ったもの", "使った覚えのあるもの"),
            "質問の言い方が「使ったもの」から「使った覚えのあるもの」に変わりました。",
        ),
        (
            FormChange("options_added", "使ったもの", options=["HP", "LINE"]),
            "「使ったもの」に選択肢が加わりました：HP・LINE。",
        ),
        (
            FormChange("options_dropped", "使ったもの", options=["電話"]),
            "「使ったもの」から選択肢がなくなりました：電話。",
        ),
        (
            FormChange("mode", before="郵送", now="郵送とWeb"),
            "調査の方法が「郵送」から「郵送とWeb」に変わりました。",
        ),
    ],
)
def test_what_changed_since_the_survey_before_is_a_sentence_each(change: FormChange, said: str) -> None:
    assert quality.change_sentence(change) == said


def test_what_residents_ask_is_answered() -> None:
    text = quality.asked_often()
    for part in ("30人より少ない", "95%区間", "答えたい人だけ", "100%を超えます", "秘匿"):
        assert part in text
