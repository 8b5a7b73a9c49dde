-- One row: the boundary of the city as GeoJSON in EPSG:6668; none where no file told it.
select
    b.municipality_code,
    b.geojson,
    b.source_id,
    b.is_sample,
from boundary as b
inner join city as c on b.municipality_code = c.municipality_code
