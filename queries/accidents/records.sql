-- One row per selected accident that has a place, newest first; $selection is that of the macro
-- selected_accidents.
select
    a.accident_id,
    a.file_year,
    a.occurred_at,
    a.fatal,
    a.deaths,
    a.injuries,
    a.latitude,
    a.longitude,
    a.mesh_250m,
    municipality_name(m.name, a.municipality_code) as municipality,
    named(t.label, a.accident_type_code) as accident_type,
    named(s.label, a.road_shape_code) as road_shape,
    named(w.label, a.weather_code) as weather,
from selected_accidents($selection) as a
left join labels('accident_type_code') as t
    on
        a.accident_type_code = t.code
        and a.file_year between t.from_year and t.to_year
left join labels('road_shape_code') as s
    on
        a.road_shape_code = s.code
        and a.file_year between s.from_year and s.to_year
left join labels('weather_code') as w
    on
        a.weather_code = w.code
        and a.file_year between w.from_year and w.to_year
left join municipalities as m on a.municipality_code = m.municipality_code
where a.latitude is not null
order by a.occurred_at desc nulls last, a.accident_id asc
