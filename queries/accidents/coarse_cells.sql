-- One row per cell of about 10 km (JIS X 0410, second level) with a selected accident, most accidents first;
-- $selection is that of the macro selected_accidents.
select
    left(a.mesh_250m, 6) as mesh_10km,
    count(*) as accidents,
    count(*) filter (where a.fatal) as fatal_accidents,
from selected_accidents($selection) as a
where a.mesh_250m is not null
group by mesh_10km
order by accidents desc, mesh_10km asc
