-- One row per file year since 2022 with the selected accidents whose sunset is recorded, and how many of them
-- happened in the hour before and the hour after it; $selection is that of the macro selected_accidents.
select
    a.file_year,
    count(*) as accidents,
    count(*) filter (
        where date_diff('minute', a.sunset, a.occurred_at::time) between -60 and -1
    ) as hour_before,
    count(*) filter (
        where date_diff('minute', a.sunset, a.occurred_at::time) between 0 and 59
    ) as hour_after,
from selected_accidents($selection) as a
where
    a.sunset is not null
    and a.occurred_at is not null
group by a.file_year
order by a.file_year
