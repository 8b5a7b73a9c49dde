"""One 250 m cell: its records as sentences, what stands out against the city, and how long a change takes to see."""

import html
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import cell_names, plain, theme, words
from charts.accidents import hotspots, police, years
from findings.accidents.cells import Counted, Neighbourhood
from findings.accidents.records import Record
from findings.accidents.spot import LONGEST_WAIT, Halving, Spot
from findings.accidents.traits import Compared, Trait
from findings.accidents.years import Marks
from stats.thresholds import TENDENCY_FROM

NO_SIGNAL = "施設なし"  # as the police label it
BLANK = "—"
NO_RISK_TOLD = "記録がないことは、危険がないことを意味しません。"
LEFT_OUT = "何も書かれていない列は、画面の表では省きます。"  # what is said of `short_table`
HALVING_TEST = f"片側{words.CHANCE}・検出力{words.POWER}の正確なポアソン検定"
LEVEL_EXPECTED = (
    "水準には、事故マップの見込み（この区画の件数と、まわりの区画から予想される件数の間をとったもの）を使います。"
    "件数の多かった地点は次に減りやすく、実際の年平均では年数が短く出るためです。"
)
LEVEL_COUNTED = (
    "事故マップに見込みがない（件数が少ない、または資料のそろわない年を含む）ため、水準は実際の年平均です。"
    "件数の多さで選んだ地点では、年数が短く出ます。"
)
RECORDS_DEFINED = (
    f"{police.INJURY_ONLY}時刻は月と時までで、正確な地点は書きません（警察庁が公開している座標は、「事故マップ」の地図から保存できます）。"
    f"{police.PARTIES}年齢と種別は同じ当事者のものです。{LEFT_OUT}"
)
POOLED = (
    f"この区画だけでは{TENDENCY_FROM}件に届かないため、まわりの8区画と合わせて（750m四方で）比べています。"
    "合わせるかどうかは、件数だけで決めています。"
)
CLOSE_UP_DEFINED = (
    f"{police.INJURY_ONLY}枠がこの区画（250m四方）、点は1件の事故、大きな赤紫の点は死亡事故です。"
)
MOST_TRAITS = 10  # drawn; the table has all that were tested
SEEN_AT_ONCE = 9  # records in the height the style sheet gives their list
LONGEST_LINE = 10  # characters of a name on an axis; a longer one breaks before its brackets


def options(known: Counted, asked: str | None) -> dict[str, str]:
    """Return the cells with an accident as a filter offers them, by their digits; one `asked` for without any first."""
    named = {
        name.cell: f"{cell_names.called(name)}　{count}件（{name.cell}）"
        for name, count in zip(known.names, known.accidents.values(), strict=True)
    }
    if asked and asked not in named:
        return {asked: f"事故の記録なし（{asked}）", **named}
    return named


def outside(cell: str, city: str) -> str:
    """Return that a cell has no sheet since it is not the city's, as sentences."""
    return f"区画{cell}は{city}の外です。地点カルテは市内の区画だけにあります。"


def nothing(cell: str) -> str:
    """Return that a cell has no accident, as a sentence."""
    return f"区画{cell}に、条件に合う事故の記録はありません。"


def spot_sentence(one: Spot) -> str:
    """Return how many accidents happened in the cell and what stands out, as one sentence of HTML."""
    return f"この場所の人身事故は<b>{len(one.records)}件</b>で、{html.escape(_apart(one.traits))}"


def place_title(one: Spot) -> str:
    """Return what the map of a cell and those around it is called."""
    near = cell_names.called(one.name)
    return f"この区画とまわり（{near}）" if near else "この区画とまわり"


def _apart(found: Compared) -> str:
    """Return what sets a place apart from the city, as the end of a sentence, only as strong as the tests are."""
    if found.is_too_few:
        return "まわりと合わせても、特徴を調べるには少なすぎます。"
    if not found.findings:
        return f"{'まわりと合わせても、' if found.is_pooled else ''}市全体と違う特徴があるとはいえません。"
    others = "など" if len(found.findings) > 1 else ""
    return (
        f"{'まわりと合わせると、' if found.is_pooled else ''}"
        f"「{found.findings[0].name}」{others}の事故の割合が市全体より高いといえます。"
    )


def spot_grounds(one: Spot, *, left_out: Collection[int] = (), untold: Collection[int] = ()) -> list[str]:
    """Return what the answer rests on as sentences of HTML: the place, who was hurt, how many a year, and whose.

    The mean a year is without the years of occurrence `left_out` and the `untold` ones, which cannot tell motorways
    apart; both are counted among the accidents.
    """
    near = cell_names.called(one.name)
    said = [
        f"{f'{near}の' if near else ''}250m区画（{one.name.cell}）で、条件に合うものを数えました。",
        f"うち死亡事故{one.fatal}件、負傷者{one.injuries}人です。",
    ]
    if one.a_year is not None:
        said.append(f"{_without(left_out, untold)}実際の年平均は{one.a_year:.1f}件です。")
    if one.expected is not None:
        said.append(f"まわりの区画も使って推した見込みは{hotspots.per_year(one.expected.rate)}です。")
    said.append(beyond_border(one.of_others, accidents=len(one.records)))
    return [html.escape(sentence) for sentence in said if sentence]


def _without(left_out: Collection[int], untold: Collection[int]) -> str:
    """Return which years a mean is without, as the beginning of a sentence; nothing where it is of all."""
    whys = (("資料のそろわない発生年の", left_out), ("高速道路を見分けられない", untold))
    named = [
        f"{why}{words.listing(f'{words.era_year(year)}年' for year in sorted(years))}"
        for why, years in whys
        if years
    ]
    return f"{'と、'.join(named)}を除いた" if named else ""


def beyond_border(of_others: Mapping[str, int], *, accidents: int, in_city: bool = True) -> str:
    """Return which accidents of a cell are not the city's, as a sentence; nothing where all are.

    `of_others` counts them by the name of their municipality, `accidents` are all of the cell; `in_city` says
    whether the city touches the cell.
    """
    if not of_others:
        return ""
    names = list(of_others)
    if sum(of_others.values()) < accidents or len(names) > 1:
        counts = "、".join(f"{count}件は{name}" for name, count in of_others.items())
        return f"このうち{counts}の事故です。"
    return f"すべて{names[0]}の事故です。" if in_city else f"この区画は{names[0]}にあります。"


def finding(trait: Trait) -> str:
    """Return one trait that stands out, as a sentence with its numbers."""
    return (
        f"「{trait.name}」は{trait.here}件で、割合は市全体の{trait.ratio:.1f}倍です"
        f"（{words.INTERVAL}区間{trait.low / trait.city_share:.1f}～{trait.high / trait.city_share:.1f}倍）。"
    )


def record_sentences(records: Sequence[Record]) -> list[str]:
    """Return each record as a plain sentence: month and hour, conditions, parties and outcome; no exact point."""
    return [_sentence(record) for record in records]


def record_list(records: Sequence[Record], *, can_scroll: bool) -> str:
    """Return the records as a list of sentences under their number, as HTML; a long one says that it scrolls."""
    more = can_scroll and len(records) > SEEN_AT_ONCE
    count = f"新しい順に全{len(records)}件です。{'続きは、一覧の中を下へ動かすと読めます。' if more else ''}"
    items = "".join(f"<li>{html.escape(text)}</li>" for text in record_sentences(records))
    return f'<p class="note">{count}</p><ol class="records" tabindex="0">{items}</ol>'


def records_defined(one: Spot) -> str:
    """Return what is told of the records and what is not, and whose they are, as sentences."""
    beyond = beyond_border(one.of_others, accidents=len(one.records))
    return f"{RECORDS_DEFINED}{beyond}"


def _sentence(record: Record) -> str:
    place, light = police.plain(record.road_shape), police.plain(record.light)
    if record.signal is not None:
        place += "・信号機なし" if record.signal == NO_SIGNAL else f"・信号機（{record.signal}）"
    told = (
        ("過失の重い側", record.party_type_a, record.age_a),
        ("軽い側", record.party_type_b, record.age_b),
    )
    parties = [f"{label}は{kind}（{age}）" for label, kind, age in told if kind is not None]
    who = f"。{'、'.join(parties)}" if parties else ""
    deaths = f"死者{record.deaths}人、" if record.deaths else ""
    return (
        f"{words.month_and_hour(record.occurred_at)}（{light}、{record.weather}）、"
        f"{place}で{record.accident_type}の事故{who}。"
        f"{deaths}負傷者{record.injuries}人。"
    )


def records_table(records: Sequence[Record]) -> pd.DataFrame:
    """Return records as a table for a list and its export: month and hour, both parties, no coordinates."""
    labels: dict[str, list[str | None]] = {
        "事故類型": [record.accident_type for record in records],
        "道路形状": [record.road_shape for record in records],
        "信号機": [record.signal for record in records],
        "車道幅員": [record.road_width for record in records],
        "ゾーン規制": [record.zone for record in records],
        "昼夜": [record.light for record in records],
        "天候": [record.weather for record in records],
        "路面": [record.surface for record in records],
        "当事者Aの種別": [record.party_type_a for record in records],
        "Aの年齢層": [record.age_a for record in records],
        "Aの損傷": [record.injury_a for record in records],
        "当事者Bの種別": [record.party_type_b for record in records],
        "Bの年齢層": [record.age_b for record in records],
        "Bの損傷": [record.injury_b for record in records],
    }
    return pd.DataFrame(
        {
            "資料年次": [words.calendar_year(record.file_year) for record in records],
            "発生": [words.month_and_hour(record.occurred_at) for record in records],
            **{name: [label or BLANK for label in column] for name, column in labels.items()},
            "死者（人）": [record.deaths for record in records],
            "負傷者（人）": [record.injuries for record in records],
            "250m区画": [record.mesh_250m or BLANK for record in records],
        }
    )


def short_table(records: Sequence[Record]) -> pd.DataFrame:
    """Return the same records in few columns, as they fit on a screen and on A4; none that is blank in every row."""
    table = records_table(records)
    parties = {
        f"当事者{key}": [
            BLANK if kind == BLANK else f"{kind}（{age}・{injury}）"
            for kind, age, injury in zip(
                table[f"当事者{key}の種別"], table[f"{key}の年齢層"], table[f"{key}の損傷"], strict=True
            )
        ]
        for key in ("A", "B")
    }
    shown = table[["発生", "事故類型", "道路形状", "天候"]].assign(**parties)
    shown = shown.assign(**{"死者（人）": table["死者（人）"], "負傷者（人）": table["負傷者（人）"]})
    return shown.loc[:, (shown != BLANK).any()]


def traits(found: Compared) -> go.Figure:
    """Return the place's share of the first traits with its interval, beside the city's share as an open mark."""
    shown = found.tested[:MOST_TRAITS]
    names = [plain.figure(trait.name) for trait in shown]
    written = [
        name.replace("（", "<br>（") if len(trait.name) > LONGEST_LINE else name
        for name, trait in zip(names, shown, strict=True)
    ]
    row = 38 if any("<br>" in name for name in written) else 29
    figure = theme.figure(height=100 + row * len(shown))
    for trait in shown:
        stands_out, name = trait.stands_out, plain.figure(trait.name)
        colour = theme.ACCENT if stands_out else theme.SECONDARY
        figure.add_scatter(
            x=[100 * trait.low, 100 * trait.high],
            y=[name, name],
            mode="lines",
            line={"color": colour, "width": 3},
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=[100 * trait.share],
            y=[name],
            mode="markers",
            marker={"color": colour, "size": 12},
            hovertemplate=f"{name}<br>この場所 {trait.here}件（%{{x:.0f}}%）<extra></extra>",
        )
    figure.add_scatter(
        x=[100 * trait.city_share for trait in shown],
        y=names,
        mode="markers",
        marker=theme.COMPARED,
        hovertemplate="%{y}<br>市 %{x:.0f}%<extra></extra>",
    )
    theme.write_above(figure, f"● {'この場所とまわり' if found.is_pooled else 'この場所'}<br>◇ 市全体")
    figure.update_xaxes(range=[0, 104], tickangle=0, **theme.percent_ticks(100, 50))
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names[::-1],
        tickvals=names,
        ticktext=written,
        showgrid=False,
    )
    figure.update_layout(margin={"t": 50})
    return figure


def traits_defined(found: Compared) -> str:
    """Return how traits are compared, and what is counted as those whose names do not say it, as sentences."""
    told = words.sentence(f"{trait.name}：{trait.definition}" for trait in found.tested if trait.definition)
    return (
        f"{police.INJURY_ONLY}{POOLED if found.is_pooled else ''}"
        f"●はこの場所の割合と{words.INTERVAL}区間、◇は市の割合です（確率の小さい順に{MOST_TRAITS}まで図示）。"
        f"市の事故から無作為に選んだ場合にこれ以上多くなる確率を、調べた{len(found.tested)}の特徴についてホルム法で補正し、"
        f"{words.CHANCE}未満のときだけ「高い」と書きます（超幾何分布による正確な確率）。{told}"
    )


def traits_table(found: Compared) -> pd.DataFrame:
    """Return all traits tested as a table."""
    tested = found.tested
    return pd.DataFrame(
        {
            "特徴": [trait.name for trait in tested],
            "この場所（件）": [trait.here for trait in tested],
            "この場所の割合（%）": [round(100 * trait.share, 1) for trait in tested],
            f"{words.INTERVAL}区間 下（%）": [round(100 * trait.low, 1) for trait in tested],
            f"{words.INTERVAL}区間 上（%）": [round(100 * trait.high, 1) for trait in tested],
            "市（件）": [trait.everywhere for trait in tested],
            "市の割合（%）": [round(100 * trait.city_share, 1) for trait in tested],
            "補正後の確率（%）": [round(100 * trait.chance, 1) for trait in tested],
        }
    )


def traits_in_words(found: Compared) -> str:
    """Return what stands out against the city, or why nothing is said, as at most two sentences.

    Accidents of other municipalities in the place are not compared.
    """
    if found.is_too_few:
        return (
            f"まわりの8区画と合わせても市内の事故は{found.accidents}件で、特徴があるとはいえません"
            f"（{TENDENCY_FROM}件から調べます）。"
        )
    place = "この場所とまわりの8区画（750m四方）" if found.is_pooled else "この場所"
    compared = f"{place}で起きた市内の事故{found.accidents}件を、市全体と比べました。"
    if not found.findings:
        return f"{compared}調べた{len(found.tested)}の特徴に、市全体より割合が高いといえるものはありません。"
    names = "".join(f"「{trait.name}」" for trait in found.findings)
    return f"{compared}{names}の割合が、市全体より高いといえます。"


def years_defined(one: Spot, marks: Marks, left_out: str) -> str:
    """Return what the chart of a cell's years shows and how a halving is confirmed, as sentences.

    `left_out` says which years are not compared.
    """
    return (
        f"{police.INJURY_ONLY}"
        f"半減の確認は、いまの水準が分かっているとしたときの{HALVING_TEST}です（本当に半減していれば{words.POWER}の確率で"
        f"確認できる年数で、{LONGEST_WAIT}年を超えるときは年数を書きません）。"
        f"{LEVEL_EXPECTED if one.expected else LEVEL_COUNTED}"
        "何もしなくても減ることがあるため、減ったことを対策の効果と取り違えないでください。"
        f"{left_out}{years.marks_in_words(one.years, marks)}"
    )


def halving_sentence(found: Halving) -> str:
    """Return how many years of records it takes to confirm that the cell's number halved, as a sentence of HTML."""
    if found.level.rate == 0:
        return "事故の記録がないため、減ったかどうかを確かめることはできません。"
    if found.years is None:
        return f"半減したかどうかは、{LONGEST_WAIT}年の記録でも<b>確かめられません</b>。"
    return f"半減したかを確かめるには、対策のあと少なくとも<b>{found.years}年</b>の記録が必要です。"


def halving_grounds(found: Halving) -> list[str]:
    """Return from which level the years were worked out and how far they may be off, as sentences."""
    level = found.level
    if level.rate == 0:
        return []
    known = "見込みの水準" if level.is_expected else "実際の年平均の水準"
    sure = words.RANKING if level.is_expected else words.INTERVAL
    wait = (
        f"上の端でも{_wait(found.soonest)}かかります。"
        if found.years is None
        else f"それに応じて{_wait(found.soonest)}から{_wait(found.latest)}です。"
    )
    return [
        f"{known}から、{HALVING_TEST}で求めました。",
        f"水準の{sure}区間は年{level.low:.1f}～{level.high:.1f}件で、{wait}",
    ]


def _wait(years: int | None) -> str:
    return f"{LONGEST_WAIT}年超" if years is None else f"{years}年"


def around(cells: Neighbourhood, addresses: Mapping[str, str]) -> str:
    """Return the cell and the eight around it as a small table of links, north up, as HTML.

    `addresses` leads to each cell's page.
    """
    rows = []
    for row in sorted({cell.row for cell in cells.cells}, reverse=True):
        boxes = []
        line = [cell for cell in cells.cells if cell.row == row]
        for cell in sorted(line, key=lambda cell: cell.column):
            count = f"<b>{cell.accidents}</b>件"
            boxes.append(
                f'<td class="middle">この区画<br>{count}</td>'
                if cell.mesh_250m == cells.middle
                else f'<td><a href="{addresses[cell.mesh_250m]}" target="_self">{count}</a></td>'
            )
        rows.append(f"<tr>{''.join(boxes)}</tr>")
    return f'<table class="around"><caption>まわりの区画（上が北）</caption>{"".join(rows)}</table>'


def around_sentence(cells: Neighbourhood) -> str:
    """Return how many accidents the cell has and how many the eight around it."""
    return f"この区画に{cells.inside}件、まわりの8区画に{cells.around}件の事故があります。"
