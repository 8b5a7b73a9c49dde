-- One row per weekday (1 = Sunday) and two hours of the day, zeros included.
-- $selection is that of the macro selected_accidents. Accidents without a possible time are left out.
with
counted as (
    select
        a.weekday_code,
        hour(a.occurred_at) // 2 * 2 as from_hour,
        count(*) as accidents,
    from selected_accidents($selection) as a
    where a.occurred_at is not null
    group by a.weekday_code, hour(a.occurred_at) // 2 * 2
),

frame as (
    select
        d.weekday_code::varchar as weekday_code,
        h.from_hour,
    from range(1, 8) as d (weekday_code)
    cross join range(0, 24, 2) as h (from_hour)
)

select
    f.weekday_code,
    f.from_hour,
    coalesce(c.accidents, 0) as accidents,
from frame as f
left join counted as c
    on
        f.weekday_code = c.weekday_code
        and f.from_hour = c.from_hour
order by f.weekday_code, f.from_hour
