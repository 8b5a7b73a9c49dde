"""The newest year against the target, as charts of accidents are tested with it."""

from findings.accidents.target import Newest

NEWEST = Newest(
    year=2021,
    count=112,
    first_year=2019,
    first_count=107,
    target=100.0,
    target_year=2024,
    baseline_year=2021,
    plan_year=2022,
    chance_year=2024,
    chance=0.516,
)
