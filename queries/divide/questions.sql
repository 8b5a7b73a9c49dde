-- One row per question and option that was asked in a survey with a known year.
select distinct
    q.question_id,
    q.wording,
    q.kind,
    o.option_no,
    o.label,
    o.favourable,
from survey_answers as a
inner join surveys as s
    on
        a.survey_id = s.survey_id
        and s.year is not null
inner join survey_questions as q on a.question_id = q.question_id
inner join survey_options as o
    on
        a.question_id = o.question_id
        and a.option_no = o.option_no
order by q.question_id, o.option_no
