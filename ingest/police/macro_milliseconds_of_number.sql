-- Milliseconds of arc of an angle written as one number, DDDMMSSsss; null where minutes or seconds reach 60.
create or replace temp macro police_milliseconds_of_number(angle) as
case
    when angle // 100000 % 100 < 60 and angle % 100000 < 60000
        then angle // 10000000 * 3600000 + angle // 100000 % 100 * 60000 + angle % 100000
end
