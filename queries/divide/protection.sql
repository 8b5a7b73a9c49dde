-- One row per survey with a known year, newest first: by which classes its options are published,
-- and what is hidden.
with
options as (
    select
        a.survey_id,
        a.question_id,
        a.option_no,
        bool_or(a.group_kind = 'all' and not a.suppressed) as shows_total,
        coalesce(
            any_value(a.group_kind) filter (a.group_kind <> 'all' and not a.suppressed), 'none'
        ) as shown_by,
        count(*) as cells,
        count(*) filter (a.suppressed) as hidden_cells,
        bool_or(a.weighted_pct is not null) as is_weighted,
    from survey_answers as a
    group by a.survey_id, a.question_id, a.option_no
)

select
    s.year,
    s.returned,
    s.population_year,
    count(distinct o.question_id) as questions,
    count(*) as options,
    count(*) filter (o.shown_by = 'age6') as by_six,
    count(*) filter (o.shown_by = 'age3') as by_three,
    count(*) filter (o.shown_by = 'age2') as by_two,
    count(*) filter (o.shown_by = 'none' and o.shows_total) as total_only,
    count(*) filter (not o.shows_total) as nothing,
    sum(o.cells)::integer as cells,
    sum(o.hidden_cells)::integer as hidden_cells,
    count(*) filter (o.is_weighted) as weighted,
from options as o
inner join surveys as s
    on
        o.survey_id = s.survey_id
        and s.year is not null
group by s.survey_id, s.year, s.returned, s.population_year
order by s.year desc, s.survey_id
