"""Records of a small city to put into an edition: only what the questions of the findings look at."""

from datetime import datetime
from itertools import count
from typing import Any

CITY = "07207"
CITIES = [
    {
        "municipality_code": CITY,
        "name": "中央市",
        "prefecture_code": "07",
        "prefecture": "東県",
        "plan_id": "plan",
    }
]
EDITIONS = [{"edition_id": "e", "kind": "real", "content_hash": "h", "title": "t"}]
PLANS = [{"plan_id": "plan", "title": "計画", "starts_on": datetime(2022, 4, 1)}]
_ids = count()


def accidents(number: int, **columns: Any) -> list[dict[str, Any]]:
    """Return so many accidents alike, on 1 June of their file year in the city and off motorways unless told."""
    year = columns.get("file_year", 2020)
    alike = {
        "file_year": year,
        "occurred_at": datetime(year, 6, 1, 9),
        "municipality_code": CITY,
        "prefecture_code": str(columns.get("municipality_code", CITY))[:2],
        "fatal": False,
        "deaths": 0,
        "injuries": 1,
        "on_motorway": False,
        "is_sample": False,
    }
    return [{"accident_id": f"a{next(_ids)}", **alike, **columns} for _ in range(number)]
