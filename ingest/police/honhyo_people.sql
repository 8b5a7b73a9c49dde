-- One row per party A or B that is a person, of the loaded rows of a 本票 file.
insert into accident_people by name
with parties as (
    select
        outcomes.line,
        outcomes.accident_id,
        1 as party_order,
        nullif(staged.age_code_a, '') as age_code,
        staged.party_type_code_a as party_type_code,
        staged.injury_code_a as injury_code,
        nullif(staged.use_code_a, '') as use_code,
        nullif(staged.vehicle_shape_code_a, '') as vehicle_shape_code,
        nullif(staged.automatic_code_a, '') as automatic_code,
        nullif(staged.support_car_code_a, '') as support_car_code,
        nullif(staged.speed_limit_code_a, '') as speed_limit_code,
        nullif(staged.stop_sign_code_a, '') as stop_sign_code,
        nullif(staged.stop_mark_code_a, '') as stop_mark_code,
        nullif(staged.impact_code_a, '') as impact_code,
        nullif(staged.damage_code_a, '') as damage_code,
        nullif(staged.airbag_code_a, '') as airbag_code,
        nullif(staged.side_airbag_code_a, '') as side_airbag_code,
        nullif(staged.cognitive_test_days_a, '') as cognitive_test_days,
        nullif(staged.driving_practice_code_a, '') as driving_practice_code,
    from police_staged as staged
    inner join police_outcomes as outcomes on staged.line = outcomes.line and outcomes.state = 'loaded'
    union all
    select
        outcomes.line,
        outcomes.accident_id,
        2 as party_order,
        nullif(staged.age_code_b, '') as age_code,
        staged.party_type_code_b as party_type_code,
        staged.injury_code_b as injury_code,
        nullif(staged.use_code_b, '') as use_code,
        nullif(staged.vehicle_shape_code_b, '') as vehicle_shape_code,
        nullif(staged.automatic_code_b, '') as automatic_code,
        nullif(staged.support_car_code_b, '') as support_car_code,
        nullif(staged.speed_limit_code_b, '') as speed_limit_code,
        nullif(staged.stop_sign_code_b, '') as stop_sign_code,
        nullif(staged.stop_mark_code_b, '') as stop_mark_code,
        nullif(staged.impact_code_b, '') as impact_code,
        nullif(staged.damage_code_b, '') as damage_code,
        nullif(staged.airbag_code_b, '') as airbag_code,
        nullif(staged.side_airbag_code_b, '') as side_airbag_code,
        nullif(staged.cognitive_test_days_b, '') as cognitive_test_days,
        nullif(staged.driving_practice_code_b, '') as driving_practice_code,
    from police_staged as staged
    inner join police_outcomes as outcomes on staged.line = outcomes.line and outcomes.state = 'loaded'
)

select
    parties.* exclude (line),
    police_role('1', parties.party_type_code) as role,
    'honhyo' as source_form,
from parties
where parties.party_type_code not in ('', '00', '75', '76')
