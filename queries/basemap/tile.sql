-- One row: the tile of the background map at an address, packed by gzip; none where nothing is drawn.
select tile
from basemap_tiles
where
    zoom = $zoom
    and tile_column = $tile_column
    and tile_row = $tile_row
