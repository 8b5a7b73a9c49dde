-- One row per survey year and group for option $option_no of the question $question_id.
-- Hidden cells (秘匿) have no count and no percentage.
select
    s.year,
    coalesce(w.asked_as, q.wording) as asked_as,
    s.mode,
    a.group_kind,
    a.age_group,
    a.respondents,
    a.count,
    a.pct,
    a.suppressed,
    a.weighted_pct,
    a.effective_n,
    s.population_year,
    a.source_id,
from survey_answers as a
inner join surveys as s
    on
        a.survey_id = s.survey_id
        and s.year is not null
inner join survey_questions as q on a.question_id = q.question_id
left join survey_wordings as w
    on
        a.survey_id = w.survey_id
        and a.question_id = w.question_id
where
    a.question_id = $question_id
    and a.option_no = $option_no
order by s.year, a.group_kind = 'all' desc, a.age_group
