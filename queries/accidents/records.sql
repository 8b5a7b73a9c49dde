-- One row per selected accident that has a place, newest first; parameters are those of the macro
-- selected_accidents. A code means what it meant in the accident's file year.
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
    coalesce(t.label, '不明（コード' || a.accident_type_code || '）') as accident_type,
    coalesce(s.label, '不明（コード' || a.road_shape_code || '）') as road_shape,
    coalesce(w.label, '不明（コード' || a.weather_code || '）') as weather,
from
    selected_accidents(
        $municipality,
        $year_basis,
        $years,
        $ages,
        $party_types,
        $accident_types,
        $severity,
        $hours,
        $weathers,
        $road_widths,
        $with_motorway
    ) as a
left join codes as t
    on
        t.column_name = 'accident_type_code'
        and a.accident_type_code = t.code
        and a.file_year >= coalesce(t.valid_from_year, a.file_year)
        and a.file_year <= coalesce(t.valid_to_year, a.file_year)
left join codes as s
    on
        s.column_name = 'road_shape_code'
        and a.road_shape_code = s.code
        and a.file_year >= coalesce(s.valid_from_year, a.file_year)
        and a.file_year <= coalesce(s.valid_to_year, a.file_year)
left join codes as w
    on
        w.column_name = 'weather_code'
        and a.weather_code = w.code
        and a.file_year >= coalesce(w.valid_from_year, a.file_year)
        and a.file_year <= coalesce(w.valid_to_year, a.file_year)
where a.latitude is not null
order by a.occurred_at desc nulls last, a.accident_id asc
