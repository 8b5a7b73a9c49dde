-- One row per selected accident within $within metres of a feature of the layer $layer, with the nearest one;
-- $selection is that of the macro selected_accidents.
select
    a.accident_id,
    min(d.metres) as metres,
    arg_min(o.name, d.metres) as name,
from selected_accidents($selection) as a
inner join overlay_accidents as d on a.accident_id = d.accident_id
inner join overlays as o on d.overlay_id = o.overlay_id
where
    o.layer = $layer
    and d.metres <= $within
group by a.accident_id
order by a.accident_id
