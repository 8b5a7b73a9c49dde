"""The cards of the map of accidents, put together from findings."""

from charts import maps, scopes, theme
from charts.accidents import nation, overlays, records, spot
from charts.accidents.conditions import Chosen
from charts.cards import Card
from findings.accidents.cells import Counted, Picked
from findings.accidents.ground import Ground
from findings.accidents.overlays import Near, NearRecords
from findings.accidents.records import CoarseCells, Municipality, Positions, Records, Totals
from queries import once


@once
def of_city(
    chosen: Chosen,
    shown: Counted,
    totals: Totals,
    here: Ground,
    points: Records,
    area: str,
    source: str,
    *,
    framed: str | None,
    widest: int,
    can_pick: bool,
) -> Card:
    """Return the records and 250 m cells of the city, which is called `area`; `source` is that of the records."""
    figure = maps.city_map(here, shown.accidents, points, framed, widest=widest)
    return _by_record(chosen, figure, shown, totals, here, area, source, can_pick=can_pick)


@once
def of_prefecture(
    chosen: Chosen,
    shown: Counted,
    totals: Totals,
    here: Ground,
    positions: Positions,
    towns: tuple[Municipality, ...],
    area: str,
    source: str,
    *,
    framed: str | None,
    widest: int,
    can_pick: bool,
) -> Card:
    """Return the places and 250 m cells of the prefecture, which is called `area`, with the names of its `towns`."""
    figure = maps.region_map(here, shown.accidents, positions, towns, framed, widest=widest)
    return _by_record(chosen, figure, shown, totals, here, area, source, can_pick=can_pick)


def _by_record(
    chosen: Chosen,
    figure: theme.Figure,
    shown: Counted,
    totals: Totals,
    here: Ground,
    area: str,
    source: str,
    *,
    can_pick: bool,
) -> Card:
    text = records.in_words(shown, totals, area, chosen.scope)
    return Card(
        "map",
        records.TITLE,
        theme.drawn(figure),
        alt=f"{text}{maps.unplaced(totals)}",
        table=maps.cells_table(shown),
        definition=records.map_note(totals, can_pick=can_pick)
        + records.map_defined(chosen.scope, has_boundary=here.boundary is not None),
        sources=[source, *here.sources],
        conditions=chosen.with_map_of(area),
    )


@once
def of_nation(
    chosen: Chosen, coarse: CoarseCells, totals: Totals, here: Ground, city: str, source: str, *, widest: int
) -> Card:
    """Return the nation, which has too many records to draw each: cells of 10 km alone."""
    return Card(
        "map",
        records.TITLE,
        theme.drawn(nation.figure(here, coarse, widest=widest)),
        alt=f"{nation.places_sentence(coarse, totals)}{maps.unplaced(totals)}",
        table=nation.table(coarse),
        definition=f"{nation.note(totals)}{nation.defined(city)}",
        sources=[source, "mesh"],
        conditions=chosen.with_map_of(scopes.AREAS["nation"]),
    )


@once
def of_cell(chosen: Chosen, one: Picked, source: str) -> Card:
    """Return the records of a cell that was picked on the map or in its list."""
    return Card(
        "cell",
        records.list_title(one),
        None,
        alt="",
        table=spot.short_table(one.records),
        saved=spot.records_table(one.records),
        definition=records.LIST_DEFINED,
        sources=[source],
        conditions=chosen.of_cell(one.name.cell),
    )


@once
def near_layer(
    chosen: Chosen,
    found: Near,
    here: Ground,
    records: NearRecords,
    source: str,
    *,
    framed: str | None,
    widest: int,
) -> Card:
    """Return the features of a layer with the accidents near them."""
    return Card(
        "overlay_map",
        f"{found.layer}と、近くの事故",
        theme.drawn(overlays.layer_map(here, found.features, records, framed, widest=widest)),
        alt=overlays.features_in_words(found),
        table=overlays.features_table(found.features),
        definition=overlays.map_defined(found),
        sources=[found.source_id, source, *here.sources],
        conditions=[*overlays.conditions(found), *chosen.conditions],
    )


@once
def of_features(chosen: Chosen, found: Near, source: str) -> Card:
    """Return each feature of a layer with its interval of chance."""
    return Card(
        "overlay_features",
        "場所ごとの件数と、その水準の幅",
        theme.drawn(overlays.features_figure(found)),
        alt=overlays.features_in_words(found),
        table=overlays.features_table(found.features),
        definition=overlays.features_defined(found),
        sources=[found.source_id, source],
        conditions=[*overlays.conditions(found), *chosen.conditions],
        answer=overlays.NEARNESS,
    )
