-- One row per 250 m cell with any accident of the edition, as a number; of_city: any of them the city's.
select
    a.mesh_250m::bigint as cell,
    bool_or(a.municipality_code is not distinct from c.municipality_code) as of_city,
from accidents as a
cross join city as c
where a.mesh_250m is not null
group by all
order by cell
