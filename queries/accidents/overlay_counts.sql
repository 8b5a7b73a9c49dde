-- One row per feature of the layer $layer, with the selected accidents within $within metres, zeros included.
-- $selection is that of the macro selected_accidents. An accident near two features counts for both.
with
near as (
    select
        d.overlay_id,
        count(*) as accidents,
        count(*) filter (where a.fatal) as fatal_accidents,
    from selected_accidents($selection) as a
    inner join overlay_accidents as d on a.accident_id = d.accident_id
    where d.metres <= $within
    group by d.overlay_id
)

select
    o.overlay_id,
    o.name,
    o.kind,
    o.metres,
    o.square_metres,
    s.square_metres as surroundings,
    o.geometry,
    coalesce(n.accidents, 0) as accidents,
    coalesce(n.fatal_accidents, 0) as fatal_accidents,
from overlays as o
left join near as n on o.overlay_id = n.overlay_id
left join overlay_surroundings as s
    on
        o.overlay_id = s.overlay_id
        and s.within_metres = $within
where o.layer = $layer
order by o.overlay_id
