-- One row per indicator series of the city's plan and reported period.
select
    v.indicator_id,
    v.period_end,
    v.is_part_year,
    v.value,
    v.value_text,
    v.numerator,
    v.denominator,
    v.state,
    v.reason,
    v.next_step,
    v.department,
    v.reported_on,
    v.source_id,
    v.is_sample,
from indicator_values as v
inner join city as c on v.plan_id = c.plan_id
order by v.indicator_id, v.period_end
