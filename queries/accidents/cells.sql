-- One row per 250 m cell with a selected accident, most accidents first; $selection is that of the macro
-- selected_accidents. A cell at a border is called by the municipality of most of its accidents.
with
counted as (
    select
        a.mesh_250m,
        a.municipality_code,
        municipality_name(any_value(m.name), a.municipality_code) as name,
        count(*) as accidents,
        count(*) filter (where a.fatal) as fatal_accidents,
    from selected_accidents($selection) as a
    left join municipalities as m on a.municipality_code = m.municipality_code
    where a.mesh_250m is not null
    group by a.mesh_250m, a.municipality_code
)

select
    mesh_250m,
    sum(accidents)::bigint as accidents,
    sum(fatal_accidents)::bigint as fatal_accidents,
    first(name order by accidents desc, municipality_code asc) as municipality,
from counted
group by mesh_250m
order by accidents desc, mesh_250m asc
