-- One row per kind of missing or impossible time and place among the loaded rows of a 本票 file.
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
        police_place_finding(loaded.latitude, loaded.longitude) as kind,
        'latitude, longitude' as detail,
    from police_loaded as loaded
    semi join without_place on loaded.accident_id = without_place.accident_id
)

select
    cast($file_name as varchar) as file_name,
    findings.kind,
    findings.detail,
    count(*) as rows,
from findings
group by findings.kind, findings.detail
