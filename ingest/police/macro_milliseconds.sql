-- Milliseconds of arc of an angle written as one number, DDDMMSSsss, or as degrees with four decimals (11 m)
-- or more; null where minutes or seconds reach 60, and for every other writing.
create or replace temp macro police_milliseconds(cell) as
case
    -- Nearly all numbers stand as they are written anew, which is seen faster than that all signs are digits.
    when cast(try_cast(cell as bigint) as varchar) = cell or regexp_full_match(cell, '[0-9]+')
        then police_milliseconds_of_number(try_cast(cell as bigint))
    when regexp_full_match(cell, '[0-9]{2,3}[.][0-9]{4,15}')
        then cast(round(cast(cell as double) * 3600000) as bigint)
end
