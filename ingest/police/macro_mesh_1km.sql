-- Third-level cell of JIS X 0410 (30 seconds of latitude by 45 of longitude) as a number,
-- from milliseconds of arc.
create or replace temp macro police_mesh_1km(latitude, longitude) as
(latitude // 2400000 * 100 + longitude // 3600000 - 100) * 10000
+ latitude % 2400000 // 300000 * 1000
+ longitude % 3600000 // 450000 * 100
+ latitude % 300000 // 30000 * 10
+ longitude % 450000 // 45000
