-- One row per municipality with an accident in a 1 km cell of the city or beside one: the city itself first,
-- then those with most such accidents. Rows and columns are counted in 1 km cells of JIS X 0410.
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
    a.municipality_code = any_value(c.municipality_code) as is_city,
    count(*) as near_accidents,
from accidents as a
inner join near as n
    on
        cell_row(a.mesh_1km) = n.row_no
        and cell_column(a.mesh_1km) = n.column_no
cross join city as c
left join municipalities as m on a.municipality_code = m.municipality_code
group by a.municipality_code
order by is_city desc, near_accidents desc, a.municipality_code asc
