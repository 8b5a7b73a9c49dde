-- One row per band of corrected chances of the top ten: its ends, what was foretold and what came (%).
select
    least_pct,
    coalesce(lead(least_pct) over (order by least_pct), 100) as most_pct,
    foretold_pct,
    came_pct,
    cells,
from top_ten_reliability
order by least_pct
