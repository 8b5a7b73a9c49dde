-- One row per remark on the text of the city's plan.
select
    n.topic,
    n.text,
from plan_notes as n
inner join city as c on n.plan_id = c.plan_id
order by n.topic
