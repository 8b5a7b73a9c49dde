-- One row per published value of the series $indicator_id that is context only.
select
    x.period_end,
    x.value,
    x.note,
    x.source_id,
from context_values as x
inner join city as c on x.plan_id = c.plan_id
where x.indicator_id = $indicator_id
order by x.period_end
