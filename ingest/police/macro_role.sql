-- What a person was, by 乗車別 and 当事者種別.
-- In the files 乗車別 5 (歩行者等) is exactly the types 61 (pedestrian), 71 (other on the road) and 72 (beside it);
-- only 61 is a pedestrian, so that A, B and further parties are told apart alike.
create or replace temp macro police_role(riding_code, party_type_code) as
case
    when party_type_code = '61' then 'pedestrian'
    when party_type_code in ('71', '72') then 'other'
    when riding_code = '1' then 'driver'
    when riding_code = '2' then 'passenger'
    when riding_code = '5' then 'pedestrian'
    else 'other'
end
