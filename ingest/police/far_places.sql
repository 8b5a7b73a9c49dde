-- One row per loaded row of a 本票 file whose place is far from its municipality: of the city, more than
-- $farthest_cells 1 km cells from all of its cells; of others (and of a city without cells), more than
-- $farthest_km from the middle of the accidents of the municipality, where $fewest or more have a place.
create or replace temp table police_far as
with placed as (
    select
        loaded.line,
        prefectures.prefecture_code || loaded.municipality_number as municipality_code,
        loaded.north / 3600000.0 as latitude,
        loaded.east / 3600000.0 as longitude,
    from police_loaded as loaded
    inner join prefectures on loaded.npa_prefecture_code = prefectures.npa_prefecture_code
    where police_in_japan(loaded.north, loaded.east)
),

accidents_of_file as materialized (
    select
        placed.*,
        placed.municipality_code = $municipality_code and exists (from areas) as has_cells,
        floor(placed.latitude * 120) as cell_row,
        floor(placed.longitude * 80) as cell_column,
    from placed
),

middles as (
    select
        accidents_of_file.municipality_code,
        median(accidents_of_file.latitude) as latitude,
        median(accidents_of_file.longitude) as longitude,
    from accidents_of_file
    group by accidents_of_file.municipality_code
    having count(*) >= $fewest
),

cells as (
    select
        cast(areas.mesh_code[1:2] as integer) * 80 + cast(areas.mesh_code[5] || areas.mesh_code[7] as integer)
            as cell_row,
        8000
        + cast(areas.mesh_code[3:4] as integer) * 80
        + cast(areas.mesh_code[6] || areas.mesh_code[8] as integer) as cell_column,
    from areas
)

select accidents_of_file.line
from accidents_of_file
anti join cells
    on
        abs(accidents_of_file.cell_row - cells.cell_row) <= $farthest_cells
        and abs(accidents_of_file.cell_column - cells.cell_column) <= $farthest_cells
where accidents_of_file.has_cells
union all
select accidents_of_file.line
from accidents_of_file
inner join middles on accidents_of_file.municipality_code = middles.municipality_code
where
    not accidents_of_file.has_cells
    -- A degree of a great circle has 111.2 km.
    and 111.2 * sqrt(
        pow(accidents_of_file.latitude - middles.latitude, 2)
        + pow((accidents_of_file.longitude - middles.longitude) * cos(radians(middles.latitude)), 2)
    ) > $farthest_km
