-- One row per code of the enumerated type: its place among them, from 1.
select
    unnest(enum_range(null::code)) as code,
    generate_subscripts(enum_range(null::code), 1) as place
