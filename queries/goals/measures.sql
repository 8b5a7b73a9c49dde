-- One row per measure of the city's plan.
select
    m.measure_id,
    m.field_no,
    f.name as field,
    m.name,
    m.short_name,
    m.departments,
    m.for_citizens,
    m.for_staff,
    m.is_new,
    m.summary,
    m.effect,
    m.page,
    (
        select count(*)
        from indicators as i
        where i.plan_id = m.plan_id and i.measure_id = m.measure_id
    ) as series,
from measures as m
inner join city as c on m.plan_id = c.plan_id
inner join fields as f
    on
        m.plan_id = f.plan_id
        and m.field_no = f.field_no
order by m.field_no, split_part(m.measure_id, '-', 2)::integer
