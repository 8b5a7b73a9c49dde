-- One row per link of a measure of the city's plan, whatever it is linked with.
select
    l.measure_id,
    l.indicator_id,
    l.link_kind,
    l.target,
    l.note,
    l.origin,
from measure_links as l
inner join city as c on l.plan_id = c.plan_id
inner join measures as m
    on
        l.plan_id = m.plan_id
        and l.measure_id = m.measure_id
order by m.field_no, split_part(m.measure_id, '-', 2)::integer, l.link_kind, l.indicator_id, l.target
