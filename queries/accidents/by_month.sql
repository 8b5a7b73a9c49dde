-- One row per year of occurrence and month with a selected accident; $selection is that of the macro
-- selected_accidents. Accidents without a possible date are left out.
select
    year(a.occurred_at) as occurred_year,
    month(a.occurred_at) as month,
    count(*) as accidents,
from selected_accidents($selection) as a
where a.occurred_at is not null
group by year(a.occurred_at), month(a.occurred_at)
order by occurred_year, month
