-- One row per question, option and group of the survey of fiscal year $year.
-- Hidden cells (秘匿) have no count and no percentage.
select
    q.question_id,
    q.wording,
    coalesce(w.asked_as, q.wording) as asked_as,
    q.kind,
    q.asked_of,
    o.option_no,
    o.label,
    o.favourable,
    a.group_kind,
    a.age_group,
    a.respondents,
    a.count,
    a.pct,
    a.suppressed,
    a.source_id,
from survey_answers as a
inner join surveys as s on a.survey_id = s.survey_id
inner join survey_questions as q on a.question_id = q.question_id
left join survey_wordings as w
    on
        a.survey_id = w.survey_id
        and a.question_id = w.question_id
inner join survey_options as o
    on
        a.question_id = o.question_id
        and a.option_no = o.option_no
where s.year = $year
order by q.question_id asc, o.option_no asc, a.group_kind = 'all' desc, a.age_group
