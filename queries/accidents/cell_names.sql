-- One row per 250 m cell with an accident around the city: what it is called by.
select
    mesh_250m,
    town,
    direction,
    town_m,
    near,
    near_kind,
    crossing,
    crossing_side,
    distance_m,
    source_id,
from cell_names
order by mesh_250m
