-- One row per selected accident, newest first, with labels for its codes and both parties beside it.
-- $selection is that of the macro selected_accidents. Age, type and injury always belong to the same party.
-- No coordinates: people and exact points do not stand in one row.
with
parties as (
    select
        p.accident_id,
        p.party_order,
        named(t.label, p.party_type_code) as party_type,
        named(g.label, p.age_code) as age_band,
        named(i.label, p.injury_code) as injury,
    from selected_accidents($selection) as a
    inner join accident_people as p
        on
            a.accident_id = p.accident_id
            and p.party_order <= 2
    left join labels('party_type_code') as t
        on
            p.party_type_code = t.code
            and a.file_year between t.from_year and t.to_year
    left join labels('age_code') as g
        on
            p.age_code = g.code
            and a.file_year between g.from_year and g.to_year
    left join labels('injury_code') as i
        on
            p.injury_code = i.code
            and a.file_year between i.from_year and i.to_year
)

select
    a.accident_id,
    a.file_year,
    a.occurred_at,
    a.fatal,
    a.deaths,
    a.injuries,
    a.on_motorway,
    a.mesh_250m,
    named(t.label, a.accident_type_code) as accident_type,
    named(s.label, a.road_shape_code) as road_shape,
    named(n.label, a.signal_code) as signal,
    named(r.label, a.road_width_code) as road_width,
    named(z.label, a.zone_code) as zone,
    named(w.label, a.weather_code) as weather,
    named(f.label, a.surface_code) as surface,
    named(d.label, a.day_night_code) as light,
    a.sunrise,
    a.sunset,
    x.party_type as party_type_a,
    x.age_band as age_a,
    x.injury as injury_a,
    y.party_type as party_type_b,
    y.age_band as age_b,
    y.injury as injury_b,
from selected_accidents($selection) as a
left join parties as x
    on
        a.accident_id = x.accident_id
        and x.party_order = 1
left join parties as y
    on
        a.accident_id = y.accident_id
        and y.party_order = 2
left join labels('accident_type_code') as t
    on
        a.accident_type_code = t.code
        and a.file_year between t.from_year and t.to_year
left join labels('road_shape_code') as s
    on
        a.road_shape_code = s.code
        and a.file_year between s.from_year and s.to_year
left join labels('signal_code') as n
    on
        a.signal_code = n.code
        and a.file_year between n.from_year and n.to_year
left join labels('road_width_code') as r
    on
        a.road_width_code = r.code
        and a.file_year between r.from_year and r.to_year
left join labels('zone_code') as z
    on
        a.zone_code = z.code
        and a.file_year between z.from_year and z.to_year
left join labels('weather_code') as w
    on
        a.weather_code = w.code
        and a.file_year between w.from_year and w.to_year
left join labels('surface_code') as f
    on
        a.surface_code = f.code
        and a.file_year between f.from_year and f.to_year
left join labels('day_night_code') as d
    on
        a.day_night_code = d.code
        and a.file_year between d.from_year and d.to_year
order by a.occurred_at desc nulls last, a.accident_id asc
