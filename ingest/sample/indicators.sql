-- One row per indicator series of a plan, in the plan's order: what was promised, and when its way begins.
select
    indicators.indicator_id,
    measures.departments[1] as department,
    indicators.unit,
    indicators.kind,
    indicators.calendar,
    indicators.period_type = 'plan_total' as is_plan_total,
    indicators.baseline_value,
    indicators.target_value,
    case indicators.period_type
        when 'plan_total' then cast(plans.starts_on - interval 1 day as date)
        else indicators.baseline_on
    end as starts_on,
    indicators.target_on,
from indicators
inner join measures on indicators.plan_id = measures.plan_id and indicators.measure_id = measures.measure_id
inner join plans on indicators.plan_id = plans.plan_id
where indicators.plan_id = $plan_id
order by indicators.rowid
