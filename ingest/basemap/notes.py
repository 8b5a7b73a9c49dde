"""What a user may write beside the files of a background map, in `layers.csv`: what they show, and who says so."""

from typing import Literal

from ingest.overlays import notes

HEADINGS = notes.HEADINGS | {"種類": "kind", "番号の列": "ref_column"}

Word = Literal[
    "高速道路", "国道", "主要な道路", "その他の道路", "道路", "鉄道", "駅", "河川", "水面", "行政界", "町丁"
]

KINDS: dict[str, str] = {
    "高速道路": "motorway",
    "国道": "trunk",
    "主要な道路": "major",
    "その他の道路": "minor",
    "鉄道": "rail",
    "駅": "station",
    "河川": "river",
    "水面": "water",
    "行政界": "boundary",
    "町丁": "town",
}
"""The kinds by the user's words; 道路 is of the kind that the name of each road tells."""

BY_NAME = "道路"


class Note(notes.Note):
    """What is written about a file, or about one layer of it."""

    kind: Word | None = None
    ref_column: str | None = None
