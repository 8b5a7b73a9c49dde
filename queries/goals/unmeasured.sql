-- One row per thing a goal, recommendation or pillar of the city's plan names and no data can tell.
select
    u.theme_kind,
    u.theme_no,
    u.topic,
    u.what,
    u.note,
from plan_unmeasured as u
inner join city as c on u.plan_id = c.plan_id
order by u.place
