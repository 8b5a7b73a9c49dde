-- One row per municipality with a selected accident, most accidents first; $selection is that of the macro
-- selected_accidents.
select
    municipality_name(any_value(m.name), a.municipality_code) as name,
    coalesce(a.municipality_code = any_value(c.municipality_code), false) as is_city,
    count(*) as accidents,
from selected_accidents($selection) as a
left join municipalities as m on a.municipality_code = m.municipality_code
cross join city as c
group by a.municipality_code
order by accidents desc, a.municipality_code asc
