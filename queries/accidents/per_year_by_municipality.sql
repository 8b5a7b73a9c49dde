-- One row per municipality and year with a selected accident; $selection is that of the macro
-- selected_accidents.
select
    a.municipality_code,
    a.year,
    count(*) as accidents,
from selected_accidents($selection) as a
group by a.municipality_code, a.year
order by a.municipality_code, a.year
