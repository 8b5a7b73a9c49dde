-- One row per survey with a known year, newest first.
select
    s.survey_id,
    s.year,
    s.title,
    s.distributed,
    s.returned,
    s.mode,
    s.population_year,
    s.note,
    s.source_id,
    s.is_sample,
from surveys as s
where s.year is not null
order by s.year desc
