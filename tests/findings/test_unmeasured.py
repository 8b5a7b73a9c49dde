"""What the plan names and no data can tell: of the city's own plan, in the editor's order."""

from findings.unmeasured import Unmeasured, unmeasured
from tests.findings.conftest import Given


def row(place: int, what: str, **changes: object) -> dict[str, object]:
    given = {"plan_id": "5", "theme_kind": "goal", "theme_no": 2, "topic": "divide", "note": ""}
    return given | {"place": place, "what": what} | changes


def test_the_citys_plan_is_read_and_no_other(given: Given) -> None:
    connection = given(
        city=[{"plan_id": "5"}],
        plan_unmeasured=[
            row(2, "性別"),
            row(1, "河川災害", theme_kind="recommendation", theme_no=4, topic="accidents", note="記録なし"),
            row(3, "国籍", plan_id="4"),
        ],
    )
    assert unmeasured(connection) == [
        Unmeasured("recommendation", 4, "accidents", "河川災害", "記録なし"),
        Unmeasured("goal", 2, "divide", "性別", ""),
    ]
