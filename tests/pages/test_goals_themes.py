"""Recommendations, goals and pillars as entry points: their measures, their counts, the topics they touch."""

import re
from pathlib import Path

import pytest

from queries import connect, goals
from tests.pages.opening import Open, html_of

BOARD = "pages/goals/goals.py"
THEMES = {"view": "提言と目標"}


@pytest.mark.parametrize(("axis", "themes"), [("提言", 5), ("目標", 4), ("官民データの柱", 5)])
def test_every_theme_has_a_card_with_its_measures(
    axis: str, themes: int, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, BOARD, axis=axis, **THEMES)
    assert not app.exception
    headings = [heading.value for heading in app.header]
    assert [heading.split("　")[0] for heading in headings if heading.startswith(axis)] == [
        f"{axis}{number}" for number in range(1, themes + 1)
    ]
    assert "作成者による対応付け" in html_of(app)


@pytest.mark.parametrize(
    ("axis", "said"),
    [
        (
            "提言",
            [
                "障がいの有無・性別・国籍・経済的な理由による差",
                "情報モラル・視力・姿勢・睡眠への影響",
                "河川災害",
            ],
        ),
        ("目標", ["障がいの有無・性別・国籍・経済的な理由による差"]),
        ("官民データの柱", ["住む場所・身体的な条件による差"]),
    ],
)
def test_what_a_theme_names_and_no_data_can_tell_stands_beside_it(
    axis: str, said: list[str], open_page: Open, empty_edition: Path
) -> None:
    text = html_of(open_page(empty_edition.parent, BOARD, axis=axis, **THEMES))
    assert re.findall("挙げていて、分からないこと：(.*?)（作成者による対応付け）", text) == said


def test_a_theme_without_measures_says_so(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, BOARD, axis="官民データの柱", **THEMES))
    assert text.count("これに直接当たるものは見当たりません") == 1


def test_the_first_recommendation_leads_to_the_divide_and_the_fourth_to_accidents(
    look_at: Open, sample_edition: Path
) -> None:
    text = html_of(look_at(sample_edition.parent, BOARD, **THEMES))
    told = re.findall('<p class="note data">データでは：(.*?)</p>', text)
    assert len(told) == 2
    assert "差は" in told[0]
    assert "人身事故は" in told[1]
    assert text.index("2-6 市民のICT利活用への支援") < text.index("6-2 ")
    assert "機器の使い方を身近な場所で学べるようにし" in text
    assert re.search(r'href="accidents\b', text)


def test_counts_of_a_theme_are_those_of_its_measures(look_at: Open, sample_edition: Path) -> None:
    text = html_of(look_at(sample_edition.parent, BOARD, **THEMES))
    links = goals.all_links(connect(sample_edition))
    for number, card in enumerate(text.split('<p class="stands">')[1:], start=1):
        mine = links[(links["link_kind"] == "recommendation") & (links["target"] == str(number))]
        sentence, tiles = card.split("</p>", 1)
        counts = re.findall(r"(?:達成が|未達が|判定できないもの)(\d+)", sentence)
        assert sum(map(int, counts)) == len(mine)
        assert sentence.startswith(f"{len(mine)}施策のうち")
        tiles = tiles.split("</ul>")[0]
        assert re.findall(r'<span class="no">([\d-]+)</span>', tiles) == mine["measure_id"].tolist()


def test_the_sdgs_are_those_a_measure_serves_and_whose_judgement_that_is(
    look_at: Open, sample_edition: Path
) -> None:
    app = look_at(sample_edition.parent, BOARD, axis="SDGs", **THEMES)
    assert not app.exception
    headings = [heading.value for heading in app.header if heading.value.startswith("SDGs")]
    assert "SDGs3　すべての人に健康と福祉を" in headings
    text = html_of(app)
    assert "これに直接当たるものは見当たりません" not in text
    assert "施策との対応は、作成者による対応付けです。" in text


def test_measures_without_a_recommendation_have_a_heading_of_their_own(
    look_at: Open, sample_edition: Path
) -> None:
    app = look_at(sample_edition.parent, BOARD, **THEMES)
    assert app.header[-1].value == "どの提言にも結ばれていない施策"
    tiles = html_of(app).rsplit('<ul class="tiles">', 1)[1]
    assert re.findall(r'<span class="no">([\d-]+)</span>', tiles) == ["2-7", "9-1"]


@pytest.mark.parametrize("kind", ["sample_edition", "empty_edition"])
def test_the_themes_are_printed(kind: str, open_page: Open, request: pytest.FixtureRequest) -> None:
    edition: Path = request.getfixturevalue(kind)
    app = open_page(edition.parent, BOARD, print="1", axis="目標", **THEMES)
    assert not app.exception
    assert not app.selectbox
    assert "目標1" in app.header[0].value


def test_with_little_reported_no_recommendation_is_praised_or_blamed(
    look_at: Open, empty_edition: Path
) -> None:
    assert "どの提言が順調に進んでいるかは言えません" in html_of(
        look_at(empty_edition.parent, BOARD, **THEMES)
    )
