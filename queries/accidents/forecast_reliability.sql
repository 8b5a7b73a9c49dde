-- One row per bound, last move and size of municipality, with the chance told and how often it came.
select
    most_events,
    of_last,
    least_move_pct,
    most_move_pct,
    least,
    most,
    municipalities,
    came_pct,
    chance_pct,
    error_pct,
    alone_chance_pct,
    alone_error_pct,
from forecast_reliability
order by most_events / of_last, least_move_pct nulls first, least
