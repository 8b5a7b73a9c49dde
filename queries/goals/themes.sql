-- One row per goal, policy, recommendation, pillar and SDG of the city's plan.
select
    t.theme_kind,
    t.theme_no,
    t.name,
    t.summary,
    t.page,
from plan_themes as t
inner join city as c on t.plan_id = c.plan_id
order by t.theme_kind, t.theme_no
