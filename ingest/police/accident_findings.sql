-- One row per kind of what is odd in the loaded rows of a 本票 file: times and places that are missing,
-- impossible, far from the municipality or written otherwise than the police do, and contradictions of
-- 事故内容 and 死者数.
insert into ingest_findings by name
with findings as (
    select
        'impossible_time' as kind,
        'occurred_at' as detail,
    from accidents
    where accidents.file_year = $year and accidents.occurred_at is null
    union all
    select
        'far_coordinates' as kind,
        'latitude, longitude' as detail,
    from police_far
    union all
    select
        if(
            police_in_japan(loaded.north, loaded.east),
            'decimal_degrees',
            police_place_finding(loaded.latitude, loaded.longitude)
        ) as kind,
        'latitude, longitude' as detail,
    from police_loaded as loaded
    anti join police_far as far on loaded.line = far.line
    where
        not police_in_japan(loaded.north, loaded.east)
        or loaded.north_is_decimal
        or loaded.east_is_decimal
    union all
    select
        'severity_mismatch' as kind,
        'accident_kind, deaths' as detail,
    from police_loaded as loaded
    where (loaded.accident_kind = '1') <> (try_cast(loaded.deaths as integer) > 0)
)

select
    cast($file_name as varchar) as file_name,
    findings.kind,
    findings.detail,
    count(*) as rows,
from findings
group by findings.kind, findings.detail
