-- One row: the zooms at which there are tiles, and between which columns and rows they lie at the highest.
with zooms as (
    select
        min(zoom) as min_zoom,
        max(zoom) as max_zoom,
    from basemap_tiles
)

select
    any_value(z.min_zoom) as min_zoom,
    any_value(z.max_zoom) as max_zoom,
    min(t.tile_column) as west_column,
    max(t.tile_column) as east_column,
    min(t.tile_row) as north_row,
    max(t.tile_row) as south_row,
from zooms as z
inner join basemap_tiles as t on z.max_zoom = t.zoom
having count(*) > 0
