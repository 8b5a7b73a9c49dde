-- One row per survey, question and option: the answer of the whole city, and a hash of that of every group.
select
    a.survey_id,
    s.title,
    s.year,
    a.question_id,
    a.option_no,
    q.wording,
    o.label,
    max(a.respondents) filter (where a.group_kind = 'all') as respondents,
    max(a.pct) filter (where a.group_kind = 'all') as pct,
    md5(
        string_agg(
            concat_ws(
                '/', a.group_kind, a.age_group, a.respondents, a.count, a.pct, a.suppressed, a.weighted_pct
            ),
            '|' order by a.group_kind, a.age_group
        )
    ) as groups_hash,
from survey_answers as a
inner join surveys as s on a.survey_id = s.survey_id
inner join survey_questions as q on a.question_id = q.question_id
inner join survey_options as o
    on
        a.question_id = o.question_id
        and a.option_no = o.option_no
group by a.survey_id, s.title, s.year, a.question_id, a.option_no, q.wording, o.label
order by s.year desc nulls last, a.survey_id, a.question_id, a.option_no
