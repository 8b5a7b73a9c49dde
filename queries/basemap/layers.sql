-- One row per kind of thing on the background map and file it comes from.
select
    kind,
    publisher,
    title,
    licence,
    attribution,
    source_file,
    features,
    min_zoom,
    max_zoom,
    source_id,
    is_sample,
from basemap_layers
order by kind, source_file
