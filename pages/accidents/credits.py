"""What every card of accidents says of its records: that they are of injuries only, and where they come from."""

from findings.accidents.ground import Ground
from pages.frame import session

INJURY_ONLY = "人身事故だけの記録です（物損事故は含みません）。"


def records_source() -> list[str]:
    """Return the source of the accident records of this edition."""
    return ["sample"] if session.records_are_sample() else ["npa"]


def map_sources(ground: Ground) -> list[str]:
    """Return the sources of a map of accidents with cells and place names."""
    return [*records_source(), "mesh", *ground.place_sources]
