-- One row per correction of the chance of the next year's top ten (there is exactly one).
select
    a,
    b,
    c,
    first_year,
    last_year,
    municipalities,
    cells,
    source_id,
from top_ten_calibration
