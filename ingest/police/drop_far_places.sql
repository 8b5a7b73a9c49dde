-- Takes the place from the accidents that police_far names; they stay and are counted.
update accidents
set
    latitude = null,
    longitude = null,
    mesh_1km = null,
    mesh_250m = null
where
    accidents.file_year = $year
    and accidents.accident_id in (select far.accident_id from police_far as far)
