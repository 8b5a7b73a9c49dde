-- What is wrong with a place as it was written (null: nothing). Spreadsheets write a long number as
-- 1.40221E+09 or 1402212345.0; the one has lost its last digits, and the other may have.
create or replace temp macro police_place_finding(latitude, longitude) as
case
    when latitude = '' or longitude = ''
        then 'no_coordinates'
    when police_in_japan(police_milliseconds(latitude), police_milliseconds(longitude))
        then null
    when try_cast(latitude as double) = 0 or try_cast(longitude as double) = 0
        then 'no_coordinates'
    when regexp_matches(latitude || ' ' || longitude, '[0-9][eE][+-]?[0-9]|[0-9]{7}[.]')
        then 'rounded_coordinates'
    else 'impossible_coordinates'
end
