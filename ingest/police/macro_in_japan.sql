-- Whether a place in milliseconds of arc lies where Japan does, 20 to 46 degrees north and 122 to 154 east.
create or replace temp macro police_in_japan(north, east) as
coalesce(north between 20 * 3600000 and 46 * 3600000 and east between 122 * 3600000 and 154 * 3600000, false)
