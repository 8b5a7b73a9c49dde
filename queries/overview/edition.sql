-- One row: the edition with its city and plan.
select
    e.edition_id,
    e.kind,
    e.title,
    e.built_at,
    e.content_hash,
    c.municipality_code,
    c.name as city,
    c.prefecture_code,
    c.prefecture,
    c.plan_id,
    c.contact,
    p.title as plan,
    p.starts_on,
    p.ends_on,
from edition as e
cross join city as c
inner join plans as p on c.plan_id = p.plan_id
