-- One row per measure that is linked to the page $target, with why.
select
    l.measure_id,
    m.name,
    l.note,
    l.origin,
from measure_links as l
inner join measures as m
    on
        l.plan_id = m.plan_id
        and l.measure_id = m.measure_id
inner join fields as f
    on
        m.plan_id = f.plan_id
        and m.field_no = f.field_no
where
    l.link_kind = 'related'
    and l.target = $target
order by f.field_no, length(l.measure_id), l.measure_id
