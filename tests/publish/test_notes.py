"""What travels with every file: each source and each of its terms once."""

from pathlib import Path

import queries
from findings.accidents.ground import ground
from publish.notes import notes


def test_a_map_names_each_source_and_each_of_their_terms_once(sample_edition: Path) -> None:
    with queries.connect(sample_edition) as connection:
        ids = ground(connection).sources
        told = notes(connection, sample_edition.stem, title="地図", definition="", conditions=[], sources=ids)
    for name, text in told.lines:
        if name in ("出典", "利用条件"):
            named = text.split("、")
            assert len(named) == len(set(named)) > 1
