-- One row per year with the city's accidents on four ways of counting, and the published figure beside them.
-- 資料年次 without motorway accidents is most likely the police's own way of counting for a city.
-- Without motorways there is no count of a year with an accident of a file year whose 高速票 is missing.
-- A year published more than once shows the plan's figure, else the department's report, else the context's.
with
city_accidents as (
    select a.*
    from accidents as a
    inner join city as c on a.municipality_code = c.municipality_code
),

by_file as (
    select
        file_year as year,
        count(*) as by_file_year,
        if(bool_and(on_motorway is not null), count(*) filter (where not on_motorway), null)
            as by_file_year_without_motorway,
    from city_accidents
    group by file_year
),

by_occurrence as (
    select
        year(occurred_at) as year,
        count(*) as by_year_of_occurrence,
        if(bool_and(on_motorway is not null), count(*) filter (where not on_motorway), null)
            as by_year_of_occurrence_without_motorway,
    from city_accidents
    group by year(occurred_at)
),

indicator as (
    select i.*
    from indicators as i
    inner join city as c on i.plan_id = c.plan_id
    where i.uncertainty = 'poisson'
),

figures as (
    select
        year(baseline_on) as year,
        baseline_value as value,
        'plan' as origin,
        1 as precedence,
    from indicator
    union all
    select
        year(v.period_end) as year,
        v.value,
        'report' as origin,
        2 as precedence,
    from indicator_values as v
    inner join indicator as i
        on
            v.plan_id = i.plan_id
            and v.indicator_id = i.indicator_id
    where v.value is not null and not v.is_part_year
    union all
    select
        year(x.period_end) as year,
        x.value,
        'context' as origin,
        3 as precedence,
    from context_values as x
    inner join indicator as i
        on
            x.plan_id = i.plan_id
            and x.indicator_id = i.indicator_id
),

published as (
    select
        year,
        value,
        origin,
    from figures
    qualify row_number() over (partition by year order by precedence, value) = 1
)

select
    f.year,
    f.by_file_year,
    f.by_file_year_without_motorway,
    coalesce(o.by_year_of_occurrence, 0) as by_year_of_occurrence,
    if(o.year is null, 0, o.by_year_of_occurrence_without_motorway) as by_year_of_occurrence_without_motorway,
    p.value as published,
    p.origin as published_origin,
from by_file as f
left join by_occurrence as o on f.year = o.year
left join published as p on f.year = p.year
order by f.year
