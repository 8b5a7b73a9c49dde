"""A plan as rows of the edition's tables."""

from collections.abc import Iterator, Sequence

from ingest.plan.texts import Indicator, MeasureLinks, Plan, Theme

Row = dict[str, object]


def rows(plan: Plan) -> dict[str, list[Row]]:
    """Return the plan as rows of the edition's tables, by table name.

    The tables are plans, fields, measures, indicators, measure_links, plan_themes, plan_unmeasured and plan_notes, in
    an order in which every row finds the rows it refers to. Values are in base units; `departments` is a list of text.
    """
    header = plan.header
    plan_id: Row = {"plan_id": header.plan_id}
    themes: dict[str, Sequence[Theme]] = {
        "goal": header.goals,
        "policy": header.policies,
        "recommendation": header.recommendations,
        "pillar": header.pillars,
        "sdg": header.sdgs,
    }
    return {
        "plans": [header.model_dump(include={"plan_id", "title", "starts_on", "ends_on", "published"})],
        "fields": [plan_id | field.model_dump() for field in header.fields],
        "measures": [plan_id | measure.model_dump(exclude={"indicators"}) for measure in plan.measures],
        "indicators": [
            plan_id | _indicator_row(measure.measure_id, indicator)
            for measure in plan.measures
            for indicator in measure.indicators
        ],
        "measure_links": [
            plan_id | {"measure_id": measure.measure_id} | link | {"origin": plan.links.origin}
            for measure in plan.measures
            for link in _link_rows(plan.links.measures[measure.measure_id])
        ],
        "plan_themes": [
            plan_id | {"theme_kind": kind, "theme_no": theme.no} | theme.model_dump(exclude={"no"})
            for kind, group in themes.items()
            for theme in group
        ],
        "plan_unmeasured": [
            plan_id
            | {"theme_kind": one.theme, "theme_no": one.no, "place": place}
            | one.model_dump(include={"topic", "what", "note"})
            for place, one in enumerate(header.unmeasured, 1)
        ],
        "plan_notes": [plan_id | note.model_dump() for note in header.notes],
    }


def _indicator_row(measure_id: str, indicator: Indicator) -> Row:
    row: Row = {"measure_id": measure_id} | indicator.model_dump(exclude={"baseline", "target"})
    for name, point in (("baseline", indicator.baseline), ("target", indicator.target)):
        row |= {f"{name}_value": point.value, f"{name}_text": point.text, f"{name}_on": point.on}
    return row


def _link_rows(links: MeasureLinks) -> Iterator[Row]:
    """Yield the links of one measure; `indicator_id` is filled only where the link is an indicator's."""

    def row(kind: str, target: str, indicator_id: str | None = None, note: str | None = None) -> Row:
        return {"indicator_id": indicator_id, "link_kind": kind, "target": target, "note": note}

    for kind, numbers in (
        ("goal", links.goals),
        ("recommendation", links.recommendations),
        ("pillar", links.pillars),
        ("sdg", links.sdgs),
    ):
        yield from (row(kind, str(number)) for number in numbers)
    for indicator_id, what in links.output_or_outcome.items():
        yield row("output_or_outcome", what, indicator_id=indicator_id)
    for related in links.related:
        yield row("related", related.target, note=related.note)
