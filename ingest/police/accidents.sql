-- One row per loaded row of a 本票 file.
insert into accidents by name
with timed as (
    select
        loaded.*,
        try_strptime(
            concat_ws(
                '-',
                loaded.occurred_year,
                loaded.occurred_month,
                loaded.occurred_day,
                loaded.occurred_hour,
                loaded.occurred_minute
            ),
            '%Y-%m-%d-%H-%M'
        ) as occurred_at,
    from police_loaded as loaded
),

placed as (
    select
        timed.*,
        -- The place is taken from the accidents that police_far names; they stay and are counted.
        if(police_in_japan(timed.north, timed.east) and far.line is null, timed.north, null) as latitude_ms,
        if(police_in_japan(timed.north, timed.east) and far.line is null, timed.east, null) as longitude_ms,
    from timed
    left join police_far as far on timed.line = far.line
)

select
    placed.accident_id,
    $year as file_year,
    -- A year after the file's own, or before there were motor cars on the roads, is a slip of the pen.
    if(year(placed.occurred_at) between 1900 and $year, placed.occurred_at, null) as occurred_at,
    placed.npa_prefecture_code,
    prefectures.prefecture_code,
    prefectures.prefecture_code || placed.municipality_number as municipality_code,
    placed.police_station_code,
    placed.report_number,
    -- Where 事故内容 and 死者数 contradict each other, the count decides; see accident_findings.sql.
    cast(placed.deaths as integer) > 0 as fatal,
    cast(placed.deaths as integer) as deaths,
    cast(placed.injuries as integer) as injuries,
    if($has_highways, false, null) as on_motorway,
    placed.latitude_ms / 3600000.0 as latitude,
    placed.longitude_ms / 3600000.0 as longitude,
    cast(police_mesh_1km(placed.latitude_ms, placed.longitude_ms) as varchar) as mesh_1km,
    cast(police_mesh_250m(placed.latitude_ms, placed.longitude_ms) as varchar) as mesh_250m,
    placed.weekday_code,
    placed.holiday_code,
    placed.day_night_code,
    cast(try_strptime(placed.sunrise_hour || placed.sunrise_minute, '%H%M') as time) as sunrise,
    cast(try_strptime(placed.sunset_hour || placed.sunset_minute, '%H%M') as time) as sunset,
    placed.weather_code,
    placed.terrain_code,
    placed.surface_code,
    placed.road_shape_code,
    placed.road_width_code,
    placed.road_alignment_code,
    placed.signal_code,
    placed.collision_point_code,
    placed.zone_code,
    placed.median_code,
    placed.sidewalk_code,
    placed.accident_type_code,
    placed.route_code,
    placed.route_point_code,
    nullif(placed.carriageway_code, '') as carriageway_code,
    nullif(placed.roundabout_diameter_code, '') as roundabout_diameter_code,
    cast($is_sample as boolean) as is_sample,
from placed
inner join prefectures on placed.npa_prefecture_code = prefectures.npa_prefecture_code
