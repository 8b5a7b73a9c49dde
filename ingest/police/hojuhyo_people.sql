-- One row per person of the loaded rows of a 補充票 file; rows that are no person keep their number.
insert into accident_people by name
with numbered as (
    select
        loaded.line,
        2 + row_number() over (partition by loaded.accident_id order by loaded.line) as party_order,
    from police_loaded as loaded
)

select
    loaded.accident_id,
    numbered.party_order,
    police_role(loaded.riding_code, loaded.party_type_code) as role,
    loaded.party_type_code,
    loaded.injury_code,
    nullif(loaded.use_code, '') as use_code,
    nullif(loaded.vehicle_shape_code, '') as vehicle_shape_code,
    nullif(loaded.support_car_code, '') as support_car_code,
    nullif(loaded.impact_code, '') as impact_code,
    nullif(loaded.damage_code, '') as damage_code,
    nullif(loaded.airbag_code, '') as airbag_code,
    nullif(loaded.side_airbag_code, '') as side_airbag_code,
    'hojuhyo' as source_form,
from police_loaded as loaded
inner join numbered on loaded.line = numbered.line
where loaded.party_type_code not in ('', '00', '75', '76')
