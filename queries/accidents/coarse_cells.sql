-- One row per cell of about 10 km (JIS X 0410, second level) with a selected accident, most accidents first;
-- $selection is that of the macro selected_accidents. A cell at a border is called by the prefecture of most
-- of its accidents.
with
named as (
    select
        prefecture_code,
        any_value(prefecture) as prefecture,
    from prefectures
    group by prefecture_code
),

counted as (
    select
        left(a.mesh_250m, 6) as mesh_10km,
        a.prefecture_code,
        count(*) as accidents,
        count(*) filter (where a.fatal) as fatal_accidents,
    from selected_accidents($selection) as a
    where a.mesh_250m is not null
    group by mesh_10km, a.prefecture_code
)

select
    c.mesh_10km,
    sum(c.accidents)::bigint as accidents,
    sum(c.fatal_accidents)::bigint as fatal_accidents,
    first(n.prefecture order by c.accidents desc, c.prefecture_code asc) as prefecture,
from counted as c
inner join named as n on c.prefecture_code = n.prefecture_code
group by c.mesh_10km
order by accidents desc, c.mesh_10km asc
