-- One row per goal, recommendation, pillar or SDG that the measure $measure_id is linked with.
select
    l.link_kind,
    t.theme_no,
    t.name,
    l.origin,
from measure_links as l
inner join city as c on l.plan_id = c.plan_id
inner join plan_themes as t
    on
        l.plan_id = t.plan_id
        and l.link_kind = t.theme_kind
        and l.target = t.theme_no::varchar
where l.measure_id = $measure_id
order by l.link_kind, t.theme_no
