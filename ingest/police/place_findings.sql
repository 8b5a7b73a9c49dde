-- One row per kind of time and place among the loaded rows of a 本票 file that is missing, impossible, far from
-- the municipality or written otherwise than the police do.
insert into ingest_findings by name
with without_time as (
    select accidents.accident_id
    from accidents
    where accidents.file_year = $year and accidents.occurred_at is null
),

without_place as (
    select accidents.accident_id
    from accidents
    where accidents.file_year = $year and accidents.latitude is null
),

findings as (
    select
        'impossible_time' as kind,
        'occurred_at' as detail,
    from without_time
    union all
    select
        case
            when without_place.accident_id is null then 'decimal_degrees'
            else coalesce(police_place_finding(loaded.latitude, loaded.longitude), 'far_coordinates')
        end as kind,
        'latitude, longitude' as detail,
    from police_loaded as loaded
    left join without_place on loaded.accident_id = without_place.accident_id
    where without_place.accident_id is not null or loaded.north_is_decimal or loaded.east_is_decimal
)

select
    cast($file_name as varchar) as file_name,
    findings.kind,
    findings.detail,
    count(*) as rows,
from findings
group by findings.kind, findings.detail
