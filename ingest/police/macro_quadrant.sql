-- Quarter of a cell of this height and width as JIS X 0410 counts: 1 south-west, 2 south-east, 3 and 4 north.
create or replace temp macro police_quadrant(latitude, longitude, height, width) as
1 + 2 * (latitude % height // (height // 2)) + longitude % width // (width // 2)
