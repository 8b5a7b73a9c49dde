-- One row per pair of years and size of municipality, with how often an 80 % interval held there.
select
    first_year,
    last_year,
    shift,
    least,
    most,
    pairs,
    covered_pct,
    uncorrected_pct,
    foretold_pct,
from forecast_coverage
order by first_year, last_year, least
