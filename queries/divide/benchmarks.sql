-- One row per series, year and age class of the national figures that answer another question.
select
    b.series,
    b.series_label,
    b.year,
    b.age_group,
    b.pct,
    b.respondents,
    b.note,
    b.source_id,
from benchmarks as b
where b.question_id is null
order by b.series asc, b.year asc, b.age_group = '全体' desc, b.age_group
