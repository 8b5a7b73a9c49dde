-- Quarter cell of JIS X 0410: the third-level cell halved twice, from milliseconds of arc.
create or replace temp macro police_mesh_250m(latitude, longitude) as
concat(
    police_mesh_1km(latitude, longitude),
    police_quadrant(latitude, longitude, 30000, 45000),
    police_quadrant(latitude, longitude, 15000, 22500)
)
