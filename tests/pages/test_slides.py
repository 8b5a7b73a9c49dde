"""The slides of pages, cards and topics: what they hold, whose they are, and that they reach who asks for them."""

import html
import json
import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
from plotly.io import to_json
from streamlit.testing.v1 import AppTest

import exports
import queries
from charts import plain
from pages.frame import slides
from pages.frame.menu import MENU
from publish.slides import accidents, slide, topics
from tests.pages.opening import TITLES, Open, html_of
from tests.publish.slides import reading
from tests.viewing import Seen, viewer

LINK = re.compile(r'<a class="slides" href="([^"]+)"')
# Pages that show the cards of the topics under the conditions they begin with, by the views that have some.
SHOWN = {
    "goals": [("pages/goals/reporting.py", "未報告")],
    "divide": [
        ("pages/divide/divide.py", "いまの差"),
        ("pages/divide/divide.py", "計画と国の値"),
        ("pages/divide/questions.py", "誰が"),
        ("pages/divide/questions.py", "なぜ"),
    ],
    "accidents": [
        ("pages/accidents/accidents.py", "見込み"),
        ("pages/accidents/patterns.py", "おもな図"),
        ("pages/accidents/outlook.py", "推移と見通し"),
    ],
}
ANSWERED = {
    "goals": "pages/goals/goals.py",
    "divide": "pages/divide/divide.py",
    "accidents": "pages/accidents/outlook.py",
}
"""Where the first sentence of a topic's slides stands."""


def links(written: str) -> list[str]:
    """Return the addresses of slides in what a page wrote."""
    return [html.unescape(found) for found in LINK.findall(written)]


def page_of(app: AppTest) -> slides.Shown:
    """Return what a page noted for its slides."""
    address, *_ = links("".join(block.proto.body for block in app.get("html")))
    shown = slides.REGISTER.find(address.split("/")[1])
    assert shown is not None
    return shown


@pytest.mark.parametrize("page", TITLES)
def test_every_page_and_every_card_with_a_file_has_its_slides(
    page: str, sample_edition: Path, look_at: Open
) -> None:
    app = look_at(sample_edition.parent, page)
    addresses = [
        address.split("/", 2)[2] for address in links("".join(block.proto.body for block in app.get("html")))
    ]
    cards, saved = (
        {address.removeprefix(kind) for address in addresses if address.startswith(kind)}
        for kind in ("card/", "file/xlsx_")
    )
    assert addresses[0] == "page"
    assert cards == saved


@pytest.mark.parametrize("page", TITLES)
@pytest.mark.parametrize("kind", ["sample_edition", "empty_edition"])
def test_the_slides_of_a_page_say_what_it_asks_answers_and_of_what_data(
    page: str, kind: str, request: pytest.FixtureRequest, open_page: Open
) -> None:
    edition = request.getfixturevalue(kind)
    app = open_page(edition.parent, page)
    shown = page_of(app)
    name, content = shown.page()
    deck = reading.opened(content)
    assert name == f"{TITLES[page]}_{edition.stem}"
    assert shown.answer
    assert reading.titles(deck)[0] == slide.whole(plain.sentences(shown.answer)[0])
    first = reading.texts(deck, 0)
    assert TITLES[page] in first
    assert edition.stem in first
    assert (exports.SAMPLE in first) == (kind == "sample_edition")
    assert all(condition in first for condition in shown.conditions.values())
    told = reading.spoken(deck)
    assert all(dict(notes.lines)["定義"] in told for _, notes in shown.cards.values())


def test_the_numbers_of_a_card_are_those_of_its_slide(sample_edition: Path, open_page: Open) -> None:
    app = open_page(sample_edition.parent, "pages/accidents/outlook.py")
    shown = page_of(app)
    one, _ = shown.cards["per_year"]
    _, content = shown.card("per_year")
    deck = reading.opened(content)
    (chart,) = reading.charts(deck)
    values = {value for plot in chart.plots for series in plot.series for value in series.values}
    counted = [int(count) for count in one.table.iloc[:, 1] if str(count).isdigit()]
    assert counted
    assert set(counted) <= values
    assert reading.titles(deck) == [plain.spoken(one.answer)]


def test_an_address_under_which_nobody_sees_anything_any_more_is_answered_in_words(
    sample_address: str,
) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{sample_address}/slides/0123456789abcdef0123/page")
    assert refused.value.code == 404
    assert refused.value.read().decode() == slides.GONE


def asked(address: str, seen: Seen, what: str) -> tuple[str, bytes]:
    """Return the file a viewer is offered, with its name."""
    (link,) = [link for text in seen.texts.values() for link in links(text) if link.split("/", 2)[2] == what]
    with urllib.request.urlopen(f"{address}/{link}") as answer:
        if not what.startswith("file/"):
            assert answer.headers["Content-Type"] == slides.MIME_TYPE
        return unquote(answer.headers["Content-Disposition"].split("''")[1]), answer.read()


def test_viewers_with_other_conditions_have_slides_of_their_own_at_the_same_time(sample_address: str) -> None:
    chosen = ["65～74歳", "75歳以上"]

    def titles_and_texts(age: str) -> tuple[str, str]:
        with viewer(sample_address) as one:
            seen = one.open("accidents-patterns", urlencode({"age": age}))
            _, content = asked(sample_address, seen, "page")
            return age, reading.texts(reading.opened(content), 0)

    with ThreadPoolExecutor(4) as viewers:
        for age, said in viewers.map(titles_and_texts, chosen * 2):
            (other,) = set(chosen) - {age}
            assert f"当事者（A・B）の年齢層：{age}" in said
            assert other not in said


def test_slides_are_there_however_many_runs_others_end_meanwhile(sample_address: str) -> None:
    with viewer(sample_address) as one, viewer(sample_address) as other:
        seen = one.open("accidents-outlook")
        for entry in [*MENU["目標"], *MENU["交通事故"]]:
            other.open(entry.path)
        name, content = asked(sample_address, seen, "card/per_year")
    assert name.endswith(".pptx")
    assert len(reading.charts(reading.opened(content))) == 1


def test_files_of_maps_are_there_however_many_runs_others_end_meanwhile(sample_address: str) -> None:
    with viewer(sample_address) as one, viewer(sample_address) as other:
        seen = one.open("accidents")
        for entry in [*MENU["目標"], *MENU["交通事故"]]:
            other.open(entry.path)
        name, packed = asked(sample_address, seen, "file/gpkg_hotspots")
        other_name, told = asked(sample_address, seen, "file/geojson_hotspots")
    assert name.endswith(".gpkg")
    assert packed.startswith(b"SQLite format 3")
    assert other_name == name.removesuffix("gpkg") + "geojson"
    assert json.loads(told)["type"] == "FeatureCollection"


def test_a_table_is_made_into_a_file_only_when_it_is_asked_for(
    sample_edition: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    for kind in ("xlsx", "csv"):
        write = getattr(exports, kind)
        monkeypatch.setattr(
            exports, kind, lambda *given, kind=kind, write=write: made.append(kind) or write(*given)
        )
    shown = page_of(open_page(sample_edition.parent, "pages/accidents/outlook.py"))
    assert made == []
    saved = shown.file("file/csv_per_year")
    assert made == ["csv"]
    table, _ = shown.cards["per_year"]
    assert saved.name.endswith(".csv")
    assert len(saved.content.decode("utf-8-sig").splitlines()) > len(table.table)


def test_a_page_offers_its_topic_as_one_file(sample_address: str, sample_edition: Path) -> None:
    with viewer(sample_address) as one:
        name, content = asked(sample_address, one.open("divide"), "topic/divide")
    assert name == f"デジタルデバイドのスライド_{sample_edition.stem}.pptx"
    assert len(reading.titles(reading.opened(content))) > 5


def test_the_first_page_leads_to_the_handout_of_the_meeting_in_the_same_edition(
    sample_edition: Path, look_at: Open
) -> None:
    written = html_of(look_at(sample_edition.parent, "pages/overview/overview.py"))
    (address,) = re.findall('href="([^"]*)"[^>]*>会議の配布資料を開く', written)
    assert html.unescape(address) == f"meeting?edition={sample_edition.stem}&print=1"


@pytest.mark.parametrize("name", topics.TOPICS)
def test_a_topic_begins_with_the_answer_of_its_page(name: str, sample_edition: Path, look_at: Open) -> None:
    with queries.connect(sample_edition) as connection:
        topic = topics.TOPICS[name](connection)
    page = plain.spoken(html_of(look_at(sample_edition.parent, ANSWERED[name])))
    assert plain.sentences(topic.answer)[0].removeprefix(accidents.SUBJECT) in page


@pytest.mark.parametrize("name", topics.TOPICS)
def test_pages_show_the_same_charts(name: str, sample_edition: Path, look_at: Open) -> None:
    with queries.connect(sample_edition) as connection:
        topic = topics.TOPICS[name](connection)
    drawn = {}
    for page, view in SHOWN[name]:
        for chart in look_at(sample_edition.parent, page, view=view).get("plotly_chart"):
            drawn[str(chart.key)] = json.loads(chart.proto.spec)["data"]
    placed = {f"chart_{card.key}": card for card in topic.cards if card.figure is not None}
    same = placed.keys() & drawn.keys()
    assert len(same) >= {"goals": 1, "divide": 6, "accidents": 5}[name]
    for key in same:
        assert json.loads(to_json(placed[key].figure, validate=False))["data"] == drawn[key]
