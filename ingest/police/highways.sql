-- One row per loaded row of a 高速票 file.
insert into accident_highways by name
select
    loaded.accident_id,
    coalesce(loaded.highway_point_code, '') as highway_point_code,
    coalesce(loaded.manager_code, '') as manager_code,
    coalesce(loaded.highway_class_code, '') as highway_class_code,
    coalesce(loaded.structure_code, '') as structure_code,
    coalesce(loaded.curve_radius_code, '') as curve_radius_code,
    coalesce(loaded.gradient_code, '') as gradient_code,
    coalesce(loaded.tunnel_number, '') as tunnel_number,
    coalesce(loaded.vehicles_code, '') as vehicles_code,
    coalesce(loaded.highway_accident_type_code, '') as highway_accident_type_code,
    coalesce(loaded.single_vehicle_object_code, '') as single_vehicle_object_code,
    coalesce(loaded.temporary_speed_code, '') as temporary_speed_code,
    coalesce(loaded.temporary_speed_limit_code, '') as temporary_speed_limit_code,
    coalesce(loaded.tunnel_length, '') as tunnel_length,
from police_loaded as loaded
