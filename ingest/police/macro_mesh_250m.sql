-- Quarter cell of JIS X 0410: the third-level cell halved twice, from milliseconds of arc, as a number.
create or replace temp macro police_mesh_250m(latitude, longitude) as
police_mesh_1km(latitude, longitude) * 100
+ police_quadrant(latitude, longitude, 30000, 45000) * 10
+ police_quadrant(latitude, longitude, 15000, 22500)
