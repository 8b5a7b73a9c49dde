-- One row per survey without a printed year, question, option and group.
select
    s.survey_id,
    s.title,
    s.note,
    q.wording,
    o.option_no,
    o.label,
    o.favourable,
    a.group_kind,
    a.age_group,
    a.respondents,
    a.pct,
    a.source_id,
from survey_answers as a
inner join surveys as s on a.survey_id = s.survey_id
inner join survey_questions as q on a.question_id = q.question_id
inner join survey_options as o
    on
        a.question_id = o.question_id
        and a.option_no = o.option_no
where s.year is null
order by q.question_id asc, o.option_no asc, a.group_kind = 'all' desc, a.age_group
