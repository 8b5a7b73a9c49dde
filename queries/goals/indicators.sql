-- One row per indicator series of the city's plan.
select
    i.indicator_id,
    i.measure_id,
    i.name,
    i.unit,
    i.kind,
    i.direction,
    i.period_type,
    i.period_type_stated,
    i.uncertainty,
    i.baseline_value,
    i.baseline_text,
    i.baseline_on,
    i.target_value,
    i.target_text,
    i.target_on,
    i.calendar,
    i.note,
    p.starts_on as plan_starts_on,
from indicators as i
inner join city as c on i.plan_id = c.plan_id
inner join plans as p on i.plan_id = p.plan_id
inner join measures as m
    on
        i.plan_id = m.plan_id
        and i.measure_id = m.measure_id
order by m.field_no, split_part(m.measure_id, '-', 2)::integer, i.indicator_id
