"""A figure that stands in two places of one edition is the same figure.

What a sentence, an alt text or a table tells is collected from the pages by the few phrases and columns below; whatever
two places tell of one subject must agree, as finely as the coarser of them is written.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from stats.goals import change, state_words
from tests.pages.figures import NUMBER, Card, Claim, cards_of, drawn, is_among, listed, numbers
from tests.pages.opening import OVERVIEW, TITLES, Open

SHEET = "pages/goals/sheet.py"
# One measure of every kind, one of two series, and the one of accidents.
MEASURES = ["1-1", "2-4", "3-1", "6-2", "7-2", "7-5", "9-1", "9-9", "9-12", "9-13"]
VIEWS = {"pages/divide/divide.py": ["差の変化", "計画と国の値"], "pages/divide/questions.py": ["なぜ"]}
"""Further views of pages, those every edition has."""
BOARD, YEARS, THEMES = "pages/goals/goals.py", "pages/goals/years.py", "pages/goals/themes.py"
OF_THE_CITY = {f"pages/accidents/{name}.py" for name in ("accidents", "neighbours", "outlook")} | {
    OVERVIEW,
    THEMES,
}

COUNTED = "市の人身事故（資料年次・高速道路を除く）"
PHRASES = [
    # of all accidents of the city, on pages about the city
    (OF_THE_CITY, r"市の人身事故は(?P<year>令和\w+年)に(?P<number>\d+)件", COUNTED + "{year}"),
    (OF_THE_CITY, r"須賀川市の(?P<year>令和\w+年)は(?P<number>\d+)件", COUNTED + "{year}"),
    (OF_THE_CITY, r"目標の年の(?P<year>令和\w+年)（\d+年）は(?P<number>\d+)件", COUNTED + "{year}"),
    (OF_THE_CITY, r"(?P<year>令和\w+年)（\d+年） (?P<number>\d+)件", COUNTED + "{year}"),
    (
        OF_THE_CITY,
        r"(?P<year>令和\w+年)（\d+年）は、資料年次で高速道路を除くと(?P<number>\d+)件",
        COUNTED + "{year}",
    ),
    ({OVERVIEW}, r"^(?P<number>\d+) 件（(?P<year>令和\w+年)）", COUNTED + "{year}"),
    ({OVERVIEW}, r"（(?P<year>令和\w+年)は(?P<number>\d+)件）", COUNTED + "{year}"),
    (None, r"(?P<number>\d+)件（地図に出せない", "版にある市の事故"),
    (OF_THE_CITY, r"高速道路を含むなら(?P<number>\d+)件、発生年", "高速道路を含む市の事故"),
    ({"pages/accidents/outlook.py"}, r"(?P<number>\d+)件から\d+件のあいだ", "次の年の見通しの下の端"),
    ({"pages/accidents/outlook.py"}, r"\d+件から(?P<number>\d+)件のあいだ", "次の年の見通しの上の端"),
    (
        {"pages/accidents/outlook.py"},
        r"見通しは令和\w+年（\d+年） (?P<number>\d+)～",
        "次の年の見通しの下の端",
    ),
    (
        {"pages/accidents/outlook.py"},
        r"見通しは令和\w+年（\d+年） \d+～(?P<number>\d+)件",
        "次の年の見通しの上の端",
    ),
    (
        None,
        r"(?P<year>令和\w+年)(?:に|も)\d+件以下(?:になる|を保つ)確率は(?P<number>\d+)%",
        "目標以下の確率{year}",
    ),
    (None, r"未報告の施策 (?P<number>\d+)、", "52施策のうち未報告"),
    (None, r"指標のない施策 (?P<number>\d+)", "52施策のうち指標なし"),
    # of one cell of 250 m
    (None, r"1番は(?P<cell>[^、]+)で、見込みは年(?P<number>[\d.]+)件", "{cell}：見込み"),
    (None, r"^\d+(?P<cell>\D[^\[]+)\[.*見込み 年(?P<number>[\d.]+)件", "{cell}：見込み"),
    (None, r"^\d+(?P<cell>\D[^\[]+)\[.*記録 (?P<number>\d+)件", "{cell}：記録"),
    (None, r"^\d+(?P<cell>\D[^\[]+)\[.*　?確率 (?P<number>\d+)%", "{cell}：翌年に上位10に入る確率"),
    (None, r"最も多いのは(?P<cell>[^「、]+)の(?P<number>\d+)件です", "{cell}：市内の記録"),
    (None, r"^(?P<cell>.+)の250m区画（\d+）では、条件に合う人身事故が(?P<number>\d+)件", "{cell}：記録"),
    # of surveys; without a year the newest is meant
    (
        None,
        r"「(?P<option>[^」]+)」を選んだ人は、?(?P<age>70歳以上)で(?P<number>[\d.]+)%",
        "{option} {newest}{age}",
    ),
    (
        None,
        r"「(?P<option>[^」]+)」を選んだ人は70歳以上が18～29歳より(?P<number>[\d.]+)ポイント",
        "{option} {newest}の差",
    ),
    (None, r"との差は(?P<number>[\d.]+)ポイント", "{option} {newest}の差"),
    (
        None,
        r"(?P<year>令和\w+年度)（\d+年度）の18～29歳と70歳以上の差は(?P<number>[\d.]+)ポイント",
        "{option} {year}の差",
    ),
    (None, r"^(?P<number>[\d.]+) ポイントの差", "{option} {newest}の差"),
    (None, r"(?P<year>令和\w+年度)の差 (?P<number>[\d.]+)ポイント", "{option} {year}の差"),
    (None, r"(?P<year>令和\w+年度)(?:（\d+年度）)?の(?P<number>[\d.]+)ポイントから", "{option} {year}の差"),
    (
        None,
        r"(?P<year>令和\w+年度)(?P<age>\d\d～\d\d歳|70歳以上) (?P<number>[\d.]+)%",
        "{option} {year}{age}",
    ),
]
"""Where a phrase counts (None: on every page), the phrase, and the subject of its number."""

NOT_DRAWN = re.compile(
    r"灰色の帯は[^。]+。|条件に合う事故は[^。]+。|確率は?\d+%|死傷した人は[^。]+。|まわりの8区画に\d+件|正規分布による[^。]+。"
    r"|全国の市区町村で、.*|目標までの道のり.*|目標まであと[^。]+。|期待される値との差[^。]+。|（\d+m四方）"
)
"""What an alt text tells beside what the card draws and lists."""

STATES = sorted([*state_words.STATES, *change.WORDS], key=len, reverse=True)
STATE_COUNT = re.compile(rf"(?<![・と])({'|'.join(map(re.escape, STATES))})が?(\d+)(?!\d*[.\d%-])")
TILE = re.compile(rf"^\[(\d+-\d+) [^\]]+\][^ ] ({'|'.join(map(re.escape, STATES))})＊?\d+-\d+ ")
ERA = r"令和(?:元|\d+)年"


@pytest.fixture(scope="module", params=["sample_edition", "real_edition"])
def told(request: pytest.FixtureRequest, look_at: Open) -> list[Card]:
    """Return the cards of every page of an edition, and of one measure's sheet of every kind."""
    edition: Path = request.getfixturevalue(request.param)
    visits = [(page, {}) for page in TITLES if page != SHEET]
    visits += [(page, {"view": view}) for page, views in VIEWS.items() for view in views]
    visits += [(SHEET, {"measure": one}) for one in MEASURES]
    return [card for page, asked in visits for card in cards_of(page, look_at(edition.parent, page, **asked))]


def test_two_places_tell_one_figure(told: list[Card]) -> None:
    by_subject: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims(told):
        by_subject[claim.subject].append(claim)
    assert sum(len({one.place for one in found}) > 1 for found in by_subject.values()) > 30
    assert [
        f"{subject}：{one.number}（{one.place}）と{other.number}（{other.place}）"
        for subject, found in by_subject.items()
        for one, other in combinations(dict.fromkeys(found), 2)
        if not agree(one.number, other.number)
    ] == []


def test_what_is_read_aloud_is_drawn_and_listed(told: list[Card]) -> None:
    strays = {}
    for card in told:
        known = {size for figure in card.figures for size in drawn(figure)}
        known |= {size for table in card.tables for size in listed(table)}
        read = [number for alt in card.alts for number in numbers(NOT_DRAWN.sub("", alt))]
        if unknown := [number for number in read if not is_among(number, known)]:
            strays[card.place] = unknown
    assert strays == {}


def agree(one: str, other: str) -> bool:
    """Tell whether two written numbers are the same figure, as finely as the coarser of them is written."""
    places = [len(number.partition(".")[2]) for number in (one, other)]
    return abs(float(one) - float(other)) <= 0.5 * 10 ** -min(places) * (places[0] != places[1]) + 1e-9


def claims(told: list[Card]) -> list[Claim]:
    """Return every figure told that a phrase or a column names the subject of."""
    cells = {
        pair
        for card in told
        for table in card.tables
        if {"場所", "250m区画"} <= set(table)
        for pair in zip(table["場所"], table["250m区画"], strict=True)
    }
    names = Counter(name for name, _ in cells)
    found = [*in_phrases(told), *in_tables(told), *states(told), *values(told)]
    return [
        claim._replace(number=claim.number.replace(",", ""))
        for claim in found
        if names[claim.subject.split("：")[0]] < 2  # a name of two cells says of neither which it is
    ]


def in_phrases(told: list[Card]) -> Iterator[Claim]:
    """Yield what sentences and alt texts tell in one of the phrases; surveys are about the page's chosen option."""
    options = [o for card in told for o in re.findall(r"^「([^」]+)」を選んだ人の割合", card.heading)]
    surveyed = [y for card in told for alt in card.alts for y in re.findall(rf"({ERA}度)の差", alt)]
    known = {"option": next(iter(options), ""), "newest": max(surveyed, default="", key=_year)}
    for card in told:
        lines = [*(line for text in card.sentences for line in text.split("\n")), *card.alts]
        for pages, phrase, subject in PHRASES:
            if pages is not None and card.page not in pages:
                continue
            for line in lines:
                for match in re.finditer(phrase, line):
                    asked = known | match.groupdict()
                    yield Claim(subject.format(**asked), match["number"], card.place)


def _year(label: str) -> int:
    era = re.search(r"令和(元|\d+)", label)
    return 0 if era is None else 1 if era[1] == "元" else int(era[1])


def in_tables(told: list[Card]) -> Iterator[Claim]:
    """Yield what tables tell of the city's years and of cells."""
    by_year = ("事故（件）", "実績（件）", "資料年次・高速道路を除く")
    of_cell = {
        "見込み（件/年）": "見込み",
        "翌年に上位10に入る確率（%）": "翌年に上位10に入る確率",
        "記録（件）": "記録",  # at the border with the neighbours'
        "事故（件）": "市内の記録",
    }
    for card in told:
        for table in card.tables:
            for column in table.columns:
                of_years = card.page in OF_THE_CITY and column in by_year and "年" in table
                keys, subject = (table["年"], COUNTED + "{}") if of_years else (None, "")
                if "場所" in table and "250m区画" in table and column in of_cell:
                    keys, subject = table["場所"], "{}：" + of_cell[column]
                if keys is None:
                    continue
                for key, value in zip(keys, table[column], strict=True):
                    if (number := NUMBER.fullmatch(str(value))) is not None:
                        yield Claim(subject.format(re.sub(r"（\d+年）", "", key)), number[0], card.place)
            if "目標の件数以下になる確率" in table:
                for year, chance in zip(table["年"], table["目標の件数以下になる確率"], strict=True):
                    if chance != "—":
                        subject = "目標以下の確率" + re.sub(r"（\d+年）", "", year)
                        yield Claim(subject, chance.rstrip("%超未満"), card.place)
            city = table[table["地域"] == "須賀川市"] if "地域" in table else table[:0]
            for column in table.columns:
                if re.fullmatch(rf"{ERA}（\d+年）", str(column)) and card.page in OF_THE_CITY:
                    for value in city[column]:
                        yield Claim(COUNTED + column.split("（")[0], str(value), card.place)


def states(told: list[Card]) -> Iterator[Claim]:
    """Yield how many measures or series are in each state: as sentences, as marks, as tiles and as rows of tables."""
    for card in told:
        if card.page not in {OVERVIEW, BOARD, YEARS, THEMES}:
            continue
        scope = (
            card.heading.split("　")[0] if card.page == THEMES else "指標" if card.page == YEARS else "52施策"
        )
        lines = [
            line
            for text in card.sentences
            for line in text.split("\n")
            if not re.search(r"データでは：|｜\[基準\]", line)
        ]
        for line in lines:
            for state, count in STATE_COUNT.findall(line):
                yield Claim(f"{scope}のうち{state}", count, f"{card.place}の「{line[:20]}」")
        tiles = [match[2] for line in lines if (match := TILE.match(line))]
        for state in set(tiles):
            yield Claim(f"{scope}のうち{state}", str(tiles.count(state)), f"{card.place}のタイル")
        for table in card.tables:
            if {"区分", "状態"} <= set(table):
                for (scope_of, state), rows in table.groupby(["区分", "状態"]):
                    yield Claim(f"{scope_of}のうち{state}", str(len(rows)), f"{card.place}の表")


def values(told: list[Card]) -> Iterator[Claim]:
    """Yield the value of every series by year: on its sheet, and in the table over the years, with its last change."""
    for card in told:
        if (one := re.search(r"（指標([\d\w-]+)）$", card.heading)) and card.page == SHEET:
            yield from _on_the_sheet(card, one[1])
        if card.page == YEARS:
            for line in (line for text in card.sentences for line in text.split("\n")):
                if re.match(r"\d+-\d+[a-z]? .*｜\[基準\]", line):
                    yield from _over_the_years(line, card.place)


def _on_the_sheet(card: Card, indicator: str) -> Iterator[Claim]:
    for alt in card.alts:
        for series in re.findall(r"実績は([^。]*)。", alt):
            for year, number in re.findall(rf"({ERA})度?末 ([\d,.]+)", series):
                yield Claim(f"指標{indicator} {year}", number, f"{card.place}の図の説明")
        for year, number in re.findall(rf"({ERA})度?末の値は([\d,.]+)", alt):
            yield Claim(f"指標{indicator} {year}", number, f"{card.place}の図の説明")
        for year, number in re.findall(rf"計画の始まりから({ERA})度?末までの累計は([\d,.]+)", alt):
            yield Claim(f"指標{indicator} {year}までの累計", number, f"{card.place}の図の説明")
    for table in card.tables:
        for _, row in table.iterrows():
            year, number = re.match(rf"({ERA})度?末$", str(row["期間"])), NUMBER.match(str(row["値"]))
            if year and number and row["区分"].startswith(("実績", "累計")):
                total = "までの累計" if row["区分"].startswith("累計") else ""
                yield Claim(f"指標{indicator} {year[1]}{total}", number[0], f"{card.place}の表")


def _over_the_years(line: str, place: str) -> Iterator[Claim]:
    indicator, where = line.split(" ", 1)[0], f"{place}の表"
    by_year: dict[str, str] = {}
    for year, cell in re.findall(rf"\[({ERA})度（\d+）\]([^｜]*)", line):
        if "時点" in cell or "直近" in cell or not (found := NUMBER.search(cell)):
            continue
        alone = re.search(r"この年だけで([\d,.]+)", cell)
        if alone:
            yield Claim(f"指標{indicator} {year}までの累計", found[0], where)
        by_year[year] = (alone[1] if alone else found[0]).replace(",", "")
        yield Claim(f"指標{indicator} {year}", by_year[year], where)
    moved = re.search(r"\[前の年度から\]\D*?([+−±])([\d,.]+)", line)
    newest = sorted(by_year, key=_year)[-2:]
    if moved and len(newest) == 2:
        difference = f"{abs(float(by_year[newest[1]]) - float(by_year[newest[0]])):.10g}"
        yield Claim(f"指標{indicator}の前の年度からの差", difference, f"{where}の二つの欄")
        yield Claim(f"指標{indicator}の前の年度からの差", moved[2], f"{where}の差の欄")
