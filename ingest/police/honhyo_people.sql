-- One row per party A or B that is a person, of the loaded rows of a 本票 file.
insert into accident_people by name
with parties as (
    select
        loaded.accident_id,
        1 as party_order,
        nullif(loaded.age_code_a, '') as age_code,
        loaded.party_type_code_a as party_type_code,
        loaded.injury_code_a as injury_code,
        nullif(loaded.use_code_a, '') as use_code,
        nullif(loaded.vehicle_shape_code_a, '') as vehicle_shape_code,
        nullif(loaded.automatic_code_a, '') as automatic_code,
        nullif(loaded.support_car_code_a, '') as support_car_code,
        nullif(loaded.speed_limit_code_a, '') as speed_limit_code,
        nullif(loaded.stop_sign_code_a, '') as stop_sign_code,
        nullif(loaded.stop_mark_code_a, '') as stop_mark_code,
        nullif(loaded.impact_code_a, '') as impact_code,
        nullif(loaded.damage_code_a, '') as damage_code,
        nullif(loaded.airbag_code_a, '') as airbag_code,
        nullif(loaded.side_airbag_code_a, '') as side_airbag_code,
        nullif(loaded.cognitive_test_days_a, '') as cognitive_test_days,
        nullif(loaded.driving_practice_code_a, '') as driving_practice_code,
    from police_loaded as loaded
    union all
    select
        loaded.accident_id,
        2 as party_order,
        nullif(loaded.age_code_b, '') as age_code,
        loaded.party_type_code_b as party_type_code,
        loaded.injury_code_b as injury_code,
        nullif(loaded.use_code_b, '') as use_code,
        nullif(loaded.vehicle_shape_code_b, '') as vehicle_shape_code,
        nullif(loaded.automatic_code_b, '') as automatic_code,
        nullif(loaded.support_car_code_b, '') as support_car_code,
        nullif(loaded.speed_limit_code_b, '') as speed_limit_code,
        nullif(loaded.stop_sign_code_b, '') as stop_sign_code,
        nullif(loaded.stop_mark_code_b, '') as stop_mark_code,
        nullif(loaded.impact_code_b, '') as impact_code,
        nullif(loaded.damage_code_b, '') as damage_code,
        nullif(loaded.airbag_code_b, '') as airbag_code,
        nullif(loaded.side_airbag_code_b, '') as side_airbag_code,
        nullif(loaded.cognitive_test_days_b, '') as cognitive_test_days,
        nullif(loaded.driving_practice_code_b, '') as driving_practice_code,
    from police_loaded as loaded
)

select
    parties.*,
    police_role('1', parties.party_type_code) as role,
    'honhyo' as source_form,
from parties
where parties.party_type_code not in ('', '00', '75', '76')
