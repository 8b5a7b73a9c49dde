-- One row per kind of missing or impossible time and place among the loaded rows of a 本票 file.
insert into ingest_findings by name
with places as (
    select places.*
    from police_places as places
    semi join police_outcomes as outcomes on places.line = outcomes.line and outcomes.state = 'loaded'
),

findings as (
    select
        'impossible_time' as kind,
        'occurred_at' as detail,
    from places
    where places.occurred_at is null
    union all
    select
        places.finding as kind,
        'latitude, longitude' as detail,
    from places
    where places.finding is not null
)

select
    cast($file_name as varchar) as file_name,
    findings.kind,
    findings.detail,
    count(*) as rows,
from findings
group by findings.kind, findings.detail
