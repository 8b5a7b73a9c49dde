-- One row per year of the city's records; $year_basis is 'file' (資料年次) or 'occurrence' (発生年).
select distinct
    accident_year($year_basis, a.file_year, a.occurred_at) as year,
    min(a.file_year) over () as oldest_file_year,
    max(a.file_year) over () as newest_file_year,
from accidents as a
inner join city as c on a.municipality_code = c.municipality_code
where a.occurred_at is not null or $year_basis = 'file'
order by year desc
