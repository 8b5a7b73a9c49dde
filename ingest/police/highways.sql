-- One row per loaded row of a 高速票 file.
insert into accident_highways by name
select
    outcomes.accident_id,
    coalesce(staged.highway_point_code, '') as highway_point_code,
    coalesce(staged.manager_code, '') as manager_code,
    coalesce(staged.highway_class_code, '') as highway_class_code,
    coalesce(staged.structure_code, '') as structure_code,
    coalesce(staged.curve_radius_code, '') as curve_radius_code,
    coalesce(staged.gradient_code, '') as gradient_code,
    coalesce(staged.tunnel_number, '') as tunnel_number,
    coalesce(staged.vehicles_code, '') as vehicles_code,
    coalesce(staged.highway_accident_type_code, '') as highway_accident_type_code,
    coalesce(staged.single_vehicle_object_code, '') as single_vehicle_object_code,
    coalesce(staged.temporary_speed_code, '') as temporary_speed_code,
    coalesce(staged.temporary_speed_limit_code, '') as temporary_speed_limit_code,
    coalesce(staged.tunnel_length, '') as tunnel_length,
from police_staged as staged
inner join police_outcomes as outcomes on staged.line = outcomes.line and outcomes.state = 'loaded'
