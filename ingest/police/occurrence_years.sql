-- One row per year of occurrence of the readable rows of a 本票 file, the commonest first.
select
    judged.occurred_year,
    count(*) as accidents,
from police_judged as judged
where judged.reason is null
group by judged.occurred_year
order by accidents desc, judged.occurred_year asc
