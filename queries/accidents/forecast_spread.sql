-- One row per estimate of how fast yearly counts drift (there is exactly one).
select
    spread,
    fall,
    first_year,
    last_year,
    municipalities,
    forecasts,
    is_shipped,
    source_id,
from forecast_spread
