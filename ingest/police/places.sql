-- One row per row of a 本票 file: when and where it was, and what is wrong about the place (null: nothing).
create or replace temp table police_places as
with numbers as (
    select
        staged.line,
        try_strptime(
            concat_ws(
                '-',
                staged.occurred_year,
                staged.occurred_month,
                staged.occurred_day,
                staged.occurred_hour,
                staged.occurred_minute
            ),
            '%Y-%m-%d-%H-%M'
        ) as occurred_at,
        cast(try_strptime(staged.sunrise_hour || staged.sunrise_minute, '%H%M') as time) as sunrise,
        cast(try_strptime(staged.sunset_hour || staged.sunset_minute, '%H%M') as time) as sunset,
        staged.latitude = '' or staged.longitude = '' as is_blank,
        try_cast(staged.latitude as bigint) as latitude,
        try_cast(staged.longitude as bigint) as longitude,
    from police_staged as staged
),

angles as (
    select
        numbers.*,
        police_milliseconds(numbers.latitude) as latitude_ms,
        police_milliseconds(numbers.longitude) as longitude_ms,
    from numbers
),

judged as (
    select
        angles.*,
        case
            when angles.is_blank or angles.latitude = 0 or angles.longitude = 0 then 'no_coordinates'
            -- Japan lies between 20 and 46 degrees north and 122 and 154 degrees east.
            when
                angles.latitude_ms between 20 * 3600000 and 46 * 3600000
                and angles.longitude_ms between 122 * 3600000 and 154 * 3600000
                then null
            else 'impossible_coordinates'
        end as finding,
    from angles
)

select
    judged.line,
    -- A year after the file's own, or before there were motor cars on the roads, is a slip of the pen.
    if(year(judged.occurred_at) between 1900 and $year, judged.occurred_at, null) as occurred_at,
    judged.sunrise,
    judged.sunset,
    judged.finding,
    if(judged.finding is null, judged.latitude_ms, null) as latitude_ms,
    if(judged.finding is null, judged.longitude_ms, null) as longitude_ms,
from judged
