-- One row: the selected accidents with a place, those within $within metres of any feature of the layer
-- $layer, and the share of the city that lies so near; $selection is that of the macro selected_accidents.
with
near as (
    select distinct d.accident_id,
    from overlay_accidents as d
    inner join overlays as o on d.overlay_id = o.overlay_id
    where
        o.layer = $layer
        and d.metres <= $within
)

select
    count(*) filter (where a.latitude is not null) as placed,
    count(*) filter (where a.latitude is null) as without_place,
    count(n.accident_id) as near,
    (
        select r.share_of_city
        from overlay_reach as r
        where
            r.layer = $layer
            and r.within_metres = $within
    ) as share_of_city,
from selected_accidents($selection) as a
left join near as n on a.accident_id = n.accident_id
