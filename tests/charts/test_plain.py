"""Texts of others are shown letter by letter: in Streamlit's Markdown, and in figures."""

import html
import re

import pytest

from charts import plain


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[x](http://e.example)", r"\[x\](http\::small[]//e.example)"),
        ("www.example.com", "www:small[].example.com"),
        ("a@example.com", r"a\@:small[]example.com"),
        (":red[町]", r"\::small[]red\[町\]"),
        (":smile:", r"\::small[]smile:"),
        (":material/home:", r"\::small[]material/home:"),
        ("**太字** と ~~線~~", r"\*\*太字\*\* と \~\~線\~\~"),
        ("$x$", r"\$x\$"),
        ("# 見出し", r"\# 見出し"),
        ("- 項目", r"\- 項目"),
        ("* 項目", r"\* 項目"),
        ("1. 項目", r"1\. 項目"),
        ("<b>&lt;", r"\<b\>\&lt;"),
        ("`一`", r"\`一\`"),
        ("a -> b", r"a \-:small[]\> b"),
        ("a ~= b", r"a ~:small[]= b"),
        ("午前{x}", r"午前\{x}"),
        ("*", r"\*"),
        ("-", r"\-"),
        ("1.", r"1\."),
        ("一\n\n二\x0b", "一 二�"),
    ],
)
def test_no_mark_of_markdown_is_left(text: str, written: str) -> None:
    assert plain.markdown(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "友だち登録者数（指標9-12）",
        "令和5年度（2023年度）",
        "10:30～11:00",
        "52.4 ポイント",
        "−3",
        "ゾーン30",
    ],
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain.markdown(text) == text


def test_a_figure_shows_tags_and_entities_as_letters() -> None:
    text = '<a href="http://e.example">町</a> &amp; "山"'
    written = plain.figure(text)
    assert not re.search("[<>]", written)
    assert html.unescape(written) == text
    assert '"' in written  # Plotly knows &lt; &gt; &amp;, and no &quot;
