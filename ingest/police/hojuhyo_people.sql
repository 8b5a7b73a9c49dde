-- One row per person of the loaded rows of a 補充票 file; rows that are no person keep their number.
insert into accident_people by name
with numbered as (
    select
        staged.*,
        outcomes.accident_id,
        2 + row_number() over (partition by outcomes.accident_id order by staged.line) as party_order,
    from police_staged as staged
    inner join police_outcomes as outcomes on staged.line = outcomes.line and outcomes.state = 'loaded'
)

select
    numbered.accident_id,
    numbered.party_order,
    police_role(numbered.riding_code, numbered.party_type_code) as role,
    numbered.party_type_code,
    numbered.injury_code,
    nullif(numbered.use_code, '') as use_code,
    nullif(numbered.vehicle_shape_code, '') as vehicle_shape_code,
    nullif(numbered.support_car_code, '') as support_car_code,
    nullif(numbered.impact_code, '') as impact_code,
    nullif(numbered.damage_code, '') as damage_code,
    nullif(numbered.airbag_code, '') as airbag_code,
    nullif(numbered.side_airbag_code, '') as side_airbag_code,
    'hojuhyo' as source_form,
from numbered
where numbered.party_type_code not in ('', '00', '75', '76')
