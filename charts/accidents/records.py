"""Words of the map of a city's or a prefecture's records, and of the list of those in a cell picked on it."""

import html

from charts import cell_names, maps
from charts.accidents import spot
from charts.accidents.police import INJURY_ONLY
from findings.accidents.cells import LEAST_DRAWN, Counted, Picked
from findings.accidents.records import Totals
from queries.editions import Scope

TITLE = "どこで起きているか"
LIST_DEFINED = (
    f"{INJURY_ONLY}時刻は月と時までで、正確な地点は書きません（警察庁が公開している座標は、地図から保存するファイルに入ります）。"
    "年齢・種別・損傷は同じ当事者のものです。"
    f"保存するファイルには、信号機・車道幅員・路面なども入ります。{spot.LEFT_OUT}"
)


def in_words(cells: Counted, totals: Totals, area: str, scope: Scope) -> str:
    """Return how many records the map stands for, with the cells that have most; a prefecture's begin with its name."""
    text = maps.in_words(cells, totals)
    return text if scope == "city" else f"{area}では、{text}"


def map_defined(scope: Scope) -> str:
    """Return what the map shows, as sentences."""
    least = LEAST_DRAWN[scope]
    return (
        f"{INJURY_ONLY}色は250m区画の件数{f'（{least}件以上の区画だけ）' if least > 1 else ''}、点は1件の事故、"
        "大きな赤紫の点は死亡事故です。市域は1km区画で表したおよその形です。"
        "道路や交通量の違いは考慮していないため、危険度の順位ではありません。"
    )


def map_note(totals: Totals, *, can_pick: bool) -> str:
    """Return what the map cannot show, and what a click on it does where it `can_pick`, as HTML."""
    hint = "<br>区画か点を選ぶと、その区画の事故の一覧が地図の下に出ます。" if can_pick else ""
    return f"{maps.unplaced(totals)}{hint}"


def list_title(picked: Picked) -> str:
    """Return the title of the list of a cell."""
    return f"選んだ250m区画の事故（{picked.name.cell}）"


def list_note(picked: Picked) -> str:
    """Return where a cell lies, how many accidents it has and whose they are, as HTML."""
    near = cell_names.called(picked.name)
    beyond = spot.beyond_border(picked.of_others, accidents=len(picked.records), in_city=picked.in_city)
    place = f"{html.escape(near)}。" if near else ""
    return f"{place}条件に合う事故は{len(picked.records)}件です。{html.escape(beyond)}"
