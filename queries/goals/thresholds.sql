-- One row per state that is judged by pace.
select
    state,
    min_pace,
from progress_thresholds
order by min_pace desc
