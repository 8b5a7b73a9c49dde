-- One row per year and age class of the inhabitants.
select
    p.year,
    p.age_group,
    p.people,
    p.source_id,
from population as p
order by p.year, p.age_group
