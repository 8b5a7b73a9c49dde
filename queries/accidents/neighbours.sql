-- One row per municipality with an accident in a 1 km cell of the city or beside one, most such accidents
-- first; the city itself is left out.
with
cells as (
    select
        mesh_code,
        cell_row(mesh_code) as row_no,
        cell_column(mesh_code) as column_no,
    from areas
),

near as (
    select distinct
        c.row_no + d.step as row_no,
        c.column_no + e.step as column_no,
    from cells as c
    cross join (values (-1), (0), (1)) as d (step)
    cross join (values (-1), (0), (1)) as e (step)
)

select
    a.municipality_code,
    coalesce(any_value(m.name), '名称不明（' || a.municipality_code || '）') as name,
    any_value(m.people) as people,
    count(*) as near_accidents,
from accidents as a
inner join near as n
    on
        cell_row(a.mesh_1km) = n.row_no
        and cell_column(a.mesh_1km) = n.column_no
anti join city as c on a.municipality_code = c.municipality_code
left join municipalities as m on a.municipality_code = m.municipality_code
group by a.municipality_code
order by near_accidents desc, a.municipality_code asc
