-- One row per measure that no goal of its plan is linked with.
select
    m.plan_id,
    m.measure_id,
from measures as m
anti join measure_links as l
    on
        m.plan_id = l.plan_id
        and m.measure_id = l.measure_id
        and l.link_kind = 'goal'
