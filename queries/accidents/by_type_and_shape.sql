-- One row per accident type and road shape with a selected accident; $selection is that of the macro
-- selected_accidents.
select
    a.accident_type_code,
    a.road_shape_code,
    named(any_value(t.label), a.accident_type_code) as accident_type,
    named(any_value(s.label), a.road_shape_code) as road_shape,
    count(*) as accidents,
    count(*) filter (where a.fatal) as fatal_accidents,
from selected_accidents($selection) as a
left join labels('accident_type_code') as t
    on
        a.accident_type_code = t.code
        and a.file_year between t.from_year and t.to_year
left join labels('road_shape_code') as s
    on
        a.road_shape_code = s.code
        and a.file_year between s.from_year and s.to_year
group by a.accident_type_code, a.road_shape_code
order by a.accident_type_code, a.road_shape_code
