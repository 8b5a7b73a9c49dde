-- One row per accident of the file year whose place is far from its municipality: of the city, more than
-- $farthest_cells 1 km cells from all of its cells; of others (and of a city without cells), more than
-- $farthest_km from the middle of the accidents of the municipality, where $fewest or more have a place.
create or replace temp table police_far as
with accidents_of_year as (
    select
        accidents.accident_id,
        accidents.municipality_code,
        accidents.latitude,
        accidents.longitude,
        accidents.municipality_code = $municipality_code and exists (from areas) as has_cells,
        floor(accidents.latitude * 120) as cell_row,
        floor(accidents.longitude * 80) as cell_column,
    from accidents
    where accidents.file_year = $year and accidents.latitude is not null
),

middles as (
    select
        accidents_of_year.municipality_code,
        median(accidents_of_year.latitude) as latitude,
        median(accidents_of_year.longitude) as longitude,
    from accidents_of_year
    group by accidents_of_year.municipality_code
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

select accidents_of_year.accident_id
from accidents_of_year
anti join cells
    on
        abs(accidents_of_year.cell_row - cells.cell_row) <= $farthest_cells
        and abs(accidents_of_year.cell_column - cells.cell_column) <= $farthest_cells
where accidents_of_year.has_cells
union all
select accidents_of_year.accident_id
from accidents_of_year
inner join middles on accidents_of_year.municipality_code = middles.municipality_code
where
    not accidents_of_year.has_cells
    -- A degree of a great circle has 111.2 km.
    and 111.2 * sqrt(
        pow(accidents_of_year.latitude - middles.latitude, 2)
        + pow((accidents_of_year.longitude - middles.longitude) * cos(radians(middles.latitude)), 2)
    ) > $farthest_km
