-- One row per 1 km cell the city touches.
select
    mesh_code,
    share_inside,
from areas
order by mesh_code
