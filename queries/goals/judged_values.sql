-- One row per indicator series of the city's plan and period with a value to judge: what a department
-- reported, and where it has not reported the whole year, what the records of the police count.
-- origin is 'report' or 'records'.
with
judged as (
    select
        v.*,
        'report' as origin,
    from indicator_values as v
    inner join city as c on v.plan_id = c.plan_id
    union all by name
    select
        r.indicator_id,
        r.period_end,
        false as is_part_year,
        r.value,
        r.source_id,
        r.is_sample,
        'records' as origin,
    from values_from_records() as r
    where not r.is_reported
)

select
    j.indicator_id,
    j.period_end,
    j.is_part_year,
    j.value,
    j.value_text,
    j.numerator,
    j.denominator,
    j.state,
    j.reason,
    j.next_step,
    j.department,
    j.reported_on,
    j.source_id,
    j.is_sample,
    j.origin,
from judged as j
order by j.indicator_id, j.period_end
