-- One row per year of occurrence of the readable rows of a 本票 file, the commonest first.
select
    staged.occurred_year,
    count(*) as accidents,
from police_staged as staged
inner join police_judged as judged on staged.line = judged.line and judged.reason is null
group by staged.occurred_year
order by accidents desc, staged.occurred_year asc
