-- What is wrong with a place written as two numbers DDDMMSSsss (null: nothing).
-- Japan lies between 20 and 46 degrees north and 122 and 154 degrees east.
create or replace temp macro police_place_finding(latitude, longitude) as
case
    when latitude = '' or longitude = ''
        then 'no_coordinates'
    when try_cast(latitude as bigint) = 0 or try_cast(longitude as bigint) = 0
        then 'no_coordinates'
    when
        police_milliseconds(try_cast(latitude as bigint)) between 20 * 3600000 and 46 * 3600000
        and police_milliseconds(try_cast(longitude as bigint)) between 122 * 3600000 and 154 * 3600000
        then null
    else 'impossible_coordinates'
end
