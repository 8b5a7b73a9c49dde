"""Filters that depend on each other: what one choice takes off another's list is forgotten, not an error."""

import html
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages.frame import menu, refusals, session
from pages.frame.menu import MENU
from tests.pages.opening import Open, html_of

DIVIDE, PATTERNS = "pages/divide/divide.py", "pages/accidents/patterns.py"
ENTRIES = {entry.path: entry for entries in MENU.values() for entry in entries}
FOR_THE_WAY_BACK = {("accidents-spot", "area")}


def choice(app: AppTest, label: str) -> object:
    """Return the filter with a label."""
    return next(box for box in app.selectbox if box.label == label)


def test_another_question_forgets_the_option_of_the_one_before(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, DIVIDE)
    choice(app, "選択肢").select("市ホームページ").run()  # type: ignore[attr-defined]
    assert "「市ホームページ」を選んだ人" in html_of(app)
    other = next(text for text in choice(app, "設問").options if "スマートフォン" in text)  # type: ignore[attr-defined]
    choice(app, "設問").select(other).run()  # type: ignore[attr-defined]
    assert not app.error
    assert choice(app, "選択肢").value != "市ホームページ"  # type: ignore[attr-defined]
    assert "「市ホームページ」を選んだ人" not in html_of(app)


def test_an_option_of_another_question_in_the_address_is_refused(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, DIVIDE, option="この設問にない選択肢")
    assert "この設問にない選択肢" in app.error[0].value
    assert not app.table


@pytest.mark.parametrize(
    ("page", "parameter"),
    [("pages/accidents/accidents.py", "weather"), ("pages/goals/goals.py", "department")],
)
def test_a_wrong_value_in_the_drawer_is_told_on_the_page(
    page: str, parameter: str, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, page, **{parameter: "ない値"})
    (told,) = app.error
    assert "ない値" in told.value
    drawers = [
        drawer for drawer in app.get("popover") if drawer.proto.popover.label.startswith("条件を変える")
    ]
    assert drawers
    assert not any("ない値" in alert.value for drawer in drawers for alert in drawer.error)
    assert not app.get("plotly_chart")


def drawer(app: AppTest, key: str) -> object:
    """Return the choice in the drawer that stands for a condition."""
    return app.button_group(key=f"{key}_asked")


def apply(app: AppTest, button: str = "適用") -> None:
    next(one for one in app.button if one.label == button).click().run()


def test_the_drawer_changes_nothing_until_it_is_applied_and_then_all_at_once(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, PATTERNS, severity="死亡事故のみ")
    drawer(app, "weather").set_value(["雨", "雪"])  # type: ignore[attr-defined]
    drawer(app, "severity").set_value("死亡・負傷")  # type: ignore[attr-defined]
    drawer(app, "motorway").set_value("含む")  # type: ignore[attr-defined]
    assert "weather" not in app.query_params
    apply(app)
    assert app.query_params["weather"] == ["雨", "雪"]
    assert app.query_params["motorway"] == "含む"
    assert "severity" not in app.query_params  # the usual one needs no place in the address
    (shown,) = re.findall(r'<ul class="chips conditions".*?</ul>', html_of(app))
    assert "雨・雪</li>" in shown
    assert "高速道路を含む</li>" in shown
    apply(app, "条件をすべて外す")
    assert not {"weather", "motorway"} & set(app.query_params)


def test_years_of_another_way_of_counting_are_forgotten(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, PATTERNS, basis="発生年", years="平成30年（2018年）")
    assert not app.error
    drawer(app, "basis").set_value("資料年次")  # type: ignore[attr-defined]
    apply(app)
    assert not app.error
    assert drawer(app, "years").value == []  # type: ignore[attr-defined]


def test_from_65_is_both_classes_of_the_police(open_page: Open, sample_edition: Path) -> None:
    one, both = (
        open_page(sample_edition.parent, PATTERNS, age=asked)
        for asked in ("65歳以上", ["65～74歳", "75歳以上"])
    )
    told = [re.search(r"いまの定義では(\d+)件", html_of(app)) for app in (one, both)]
    assert told[0]
    assert told[1]
    assert told[0][1] == told[1][1] != "0"


@pytest.mark.parametrize(
    ("page", "name", "meant"),
    [
        ("pages/accidents/accidents.py", "year", "years"),
        ("pages/accidents/accidents.py", "Years", "years"),
        ("pages/accidents/accidents.py", "発生年", None),
        ("pages/accidents/accidents.py", "年の数え方", "basis"),
        ("pages/accidents/accidents.py", "wether", "weather"),
        ("pages/accidents/accidents.py", "cells", "cell"),
        ("pages/goals/goals.py", "year", "fiscal_year"),
        ("pages/goals/goals.py", "ｆｉｅｌｄ", "field"),
        ("pages/divide/divide.py", "年齢", "age"),
        ("pages/overview/overview.py", "editon", "edition"),
    ],
)
def test_a_name_close_to_a_condition_is_told(
    page: str, name: str, meant: str | None, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, page, **{name: "2019"})
    if meant is None:
        assert not app.error
        return
    (told,) = app.error
    assert f"「{name}」" in told.value
    assert f"「{meant}」" in told.value
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("name", ["utm_source", "fbclid", "gclid", "_ga", "x"])
@pytest.mark.parametrize("page", ["pages/accidents/accidents.py", "pages/goals/goals.py", DIVIDE])
def test_a_name_that_is_no_condition_is_passed_over(
    name: str, page: str, open_page: Open, sample_edition: Path
) -> None:
    assert not open_page(sample_edition.parent, page, **{name: "2019"}).error


def test_no_condition_of_a_topic_is_taken_for_another() -> None:
    asked = re.compile(r'filters\.(?:one|many|coded)\(\s*(?:"([^"]*)"|[^,]*?), "(\w+)"')
    shared = {"accidents": {("区画", "cell")}, "divide": set(), "goals": {("年度", "fiscal_year")}}
    for topic, named_elsewhere in shared.items():
        sources = [path.read_text(encoding="utf-8") for path in Path("pages", topic).glob("*.py")]
        named = {(label, key) for source in sources for label, key in asked.findall(source)}
        named |= named_elsewhere
        assert len(named) > 5
        mistaken = [
            (name, key) for _, name in named for label, key in named if refusals.is_close(name, label, key)
        ]
        assert mistaken == []


@pytest.fixture(scope="module")
def two_editions(sample_edition: Path, empty_edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample edition beside another one, with which it can be compared."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copy(empty_edition, folder / "20000101-000000-aaaaaa-real.duckdb")
    return Path(shutil.copy(sample_edition, folder))


@pytest.mark.parametrize("path", ENTRIES)
def test_a_page_is_listed_with_the_conditions_it_goes_by(
    path: str, two_editions: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def note(_name: str, _label: str, key: str) -> bool:
        asked.add(key)
        return False

    monkeypatch.setattr(refusals, "is_close", note)
    conditions = ENTRIES[path].conditions
    hidden = {"area": ""} if "area" in conditions else {}
    app = open_page(two_editions.parent, ENTRIES[path].file, edition=two_editions.stem, **hidden)
    views = [group.options for group in app.get("button_group") if group.key == "view"]
    for view in views[0] if views else []:
        open_page(two_editions.parent, ENTRIES[path].file, edition=two_editions.stem, view=view, **hidden)
    assert not app.exception
    asked -= {session.PARAMETER, session.PRINT}
    assert {(path, name) for name in conditions} - FOR_THE_WAY_BACK == {(path, name) for name in asked}


@pytest.mark.parametrize("print_it", [{}, {"print": "1"}])
def test_a_condition_of_another_page_is_told_above_the_figures(
    print_it: dict[str, str], open_page: Open, sample_edition: Path
) -> None:
    asked = {"fiscal_year": "令和6年度（2024年度）", "motorway": "含む", "utm_source": "x", "question": ""}
    app = open_page(sample_edition.parent, "pages/accidents/accidents.py", **asked, **print_it)
    (told,) = app.warning
    assert "「fiscal_year：令和6年度（2024年度）」" in told.value
    assert all(name not in told.value for name in ("motorway", "utm_source", "question"))
    assert not app.error
    assert app.get("plotly_chart")


CONDITIONS = {
    "": {},
    "goals": {"state": "遅れ", "group": "担当課"},
    "accidents": {"motorway": "含む", "cell": "5540725934"},
    "accidents-spot": {"motorway": "含む", "area": "市"},
}


@pytest.mark.parametrize("path", ENTRIES)
def test_no_link_carries_a_condition_along_in_vain(path: str, open_page: Open, sample_edition: Path) -> None:
    asked = {"fiscal_year": "令和6年度（2024年度）"} | CONDITIONS.get(path, {})
    app = open_page(sample_edition.parent, ENTRIES[path].file, **asked)
    links = [urlsplit(html.unescape(link)) for link in re.findall('href="([^"#]*)"', html_of(app))]
    led_to = [(link.path.strip("/") or path, name) for link in links for name in parse_qs(link.query)]
    vain = {(page, name) for page, name in led_to if page != path and menu.is_of_another(name, page)}
    assert vain == set()
    assert ("accidents-spot", "motorway") in led_to or path != "accidents"
