"""A page's answer: its length, and where it leads."""

from charts import answers
from charts.answers import LONGEST, Link


def test_a_name_is_cut_only_where_the_answer_would_be_too_long() -> None:
    def said(name: str) -> str:
        return f"「{name}」は、届いています。"

    assert answers.fitting(said, "市公式LINE") == "「市公式LINE」は、届いています。"
    room = LONGEST - len(said(""))
    assert answers.fitting(said, "あ" * room) == said("あ" * room)
    cut = answers.fitting(said, "あ" * (room + 1))
    assert cut == said("あ" * (room - 1) + "…")
    assert len(cut) == LONGEST


def test_the_way_on_stands_behind_the_grounds() -> None:
    link = Link("誰が<使う>", "divide-questions", {"view": "なぜ", "edition": "e"})
    written = answers.answer("届いています。", ["調べました。"], [link])
    assert written.index("根拠") < written.index('class="onward"')
    assert (
        'href="divide-questions?view=%E3%81%AA%E3%81%9C&amp;edition=e" target="_self">誰が&lt;使う&gt; ›'
        in written
    )
    assert 'href="divide" ' in answers.answer("", (), [Link("差", "divide", {})])
    assert "onward" not in answers.answer("届いています。")
