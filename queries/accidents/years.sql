-- One row per year of the city's records; $year_basis is 'file' (資料年次) or 'occurrence' (発生年).
-- tells_motorway is false for a year with an accident of a file year whose 高速票 is missing.
select
    accident_year($year_basis, a.file_year, a.occurred_at) as year,
    bool_and(a.on_motorway is not null) as tells_motorway,
    min(min(a.file_year)) over () as oldest_file_year,
    max(max(a.file_year)) over () as newest_file_year,
from accidents as a
inner join city as c on a.municipality_code = c.municipality_code
where a.occurred_at is not null or $year_basis = 'file'
group by accident_year($year_basis, a.file_year, a.occurred_at)
order by year desc
