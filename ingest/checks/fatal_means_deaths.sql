-- One row per accident whose severity and number of deaths contradict each other.
select
    a.accident_id,
    a.fatal,
    a.deaths,
from accidents as a
where a.fatal <> (a.deaths > 0)
