-- One row per 250 m cell with a selected accident, most accidents first; $selection is that of the macro
-- selected_accidents.
select
    a.mesh_250m,
    count(*) as accidents,
    count(*) filter (where a.fatal) as fatal_accidents,
from selected_accidents($selection) as a
where a.mesh_250m is not null
group by a.mesh_250m
order by accidents desc, a.mesh_250m asc
