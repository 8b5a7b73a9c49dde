-- One row: totals of the selected accidents; $selection is that of the macro selected_accidents.
select
    count(*) as accidents,
    count(*) filter (where a.fatal) as fatal_accidents,
    coalesce(sum(a.deaths), 0)::integer as deaths,
    coalesce(sum(a.injuries), 0)::integer as injuries,
    count(*) filter (where a.latitude is null) as without_place,
    count(*) filter (where a.occurred_at is null) as without_time,
from selected_accidents($selection) as a
