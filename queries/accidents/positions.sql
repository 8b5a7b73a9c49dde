-- One row per selected accident that has a place, with its 250 m cell as a number; $selection is that of the
-- macro selected_accidents.
select
    a.mesh_250m::bigint as cell,
    a.latitude,
    a.longitude,
    a.fatal,
from selected_accidents($selection) as a
where a.mesh_250m is not null
order by a.mesh_250m, a.accident_id
