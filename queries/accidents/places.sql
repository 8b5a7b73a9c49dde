-- One row per place of the city.
select
    name,
    latitude,
    longitude,
    kind,
    precision,
    on_map,
    source_id,
from places
order by name
