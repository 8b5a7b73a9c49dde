-- One row per accident with a place of one police prefecture.
select
    file_year,
    municipality_code::integer as municipality,
    mesh_250m::bigint as cell,
    latitude,
    longitude,
    fatal,
    on_motorway,
from accidents
where npa_prefecture_code = $prefecture and mesh_250m is not null
order by accident_id
