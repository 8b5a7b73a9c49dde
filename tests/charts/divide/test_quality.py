import pandas as pd

from charts.divide import quality

SURVEY = pd.Series(
    {"title": "調査<1>", "distributed": 2500.0, "returned": 1181.0, "mode": "郵送", "note": None}
)


def form(wordings: list[str], labels: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"wording": wordings, "asked_as": wordings, "label": labels})


NOW = form(["使ったもの"] * 2 + ["理由"], ["HP", "LINE", "不安"])
BEFORE = form(["使ったもの"] * 2 + ["満足度"], ["HP", "電話", "満足"])


def test_facts_name_rate_mode_and_what_was_never_asked() -> None:
    text = quality.facts(SURVEY, [], "性別<による>差")
    for part in (
        "2,500通",
        "1,181人（回収率47.2%）",
        "郵送",
        "調査&lt;1&gt;",
        "前の調査と同じ",
        "性別&lt;による&gt;差",
    ):
        assert part in text
    unknown = quality.facts(SURVEY.replace({2500.0: None, "郵送": None}), ["変わりました。"], "")
    assert "未公表" in unknown
    assert "回収率" not in unknown
    assert "不明" in unknown
    assert "変わりました。" in unknown


def test_changes_of_the_form_are_listed() -> None:
    said = quality.changes(NOW, BEFORE)
    assert "新しい質問「理由」。" in said
    assert "なくなった質問「満足度」。" in said
    assert "「使ったもの」に選択肢が加わりました：LINE。" in said
    assert "「使ったもの」から選択肢がなくなりました：電話。" in said
    assert quality.changes(NOW, NOW) == []
    assert quality.changes(NOW, NOW[:0]) == ["比べられる前の調査がありません。"]


def test_a_question_put_in_other_words_is_told_with_both() -> None:
    reworded = NOW.replace({"asked_as": {"使ったもの": "使った覚えのあるもの"}})
    said = "質問の言い方が「使ったもの」から「使った覚えのあるもの」に変わりました。"
    assert quality.changes(reworded, NOW) == [said]


def test_another_way_of_asking_is_told_where_both_are_known() -> None:
    assert quality.mode_change("郵送とWeb", "郵送") == [
        "調査の方法が「郵送」から「郵送とWeb」に変わりました。"
    ]
    for now, before in (("郵送", "郵送"), (None, "郵送"), ("郵送", None)):
        assert quality.mode_change(now, before) == []


def test_what_residents_ask_is_answered() -> None:
    text = quality.answers()
    for part in ("30人より少ない", "95%区間", "答えたい人だけ", "100%を超えます", "秘匿"):
        assert part in text
