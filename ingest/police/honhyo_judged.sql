-- One row per row of a 本票 file: why it cannot be an accident (null: it can), and whether it is in scope.
create or replace temp table police_judged as
select
    keyed.line,
    keyed.accident_id,
    keyed.accident_id as row_key,
    keyed.occurred_year,
    coalesce(
        keyed.reason,
        case
            when keyed.municipality_number = ''
                then '市区町村コードがありません'
            when not regexp_full_match(keyed.municipality_number, '[0-9]{3}')
                then concat('市区町村コード「', keyed.municipality_number, '」が数字3桁ではありません')
            when keyed.accident_kind not in ('1', '2')
                then concat('事故内容「', keyed.accident_kind, '」が1（死亡）でも2（負傷）でもありません')
            when not regexp_full_match(keyed.deaths, '[0-9]{1,9}')
                then concat('死者数「', keyed.deaths, '」が数字ではありません')
            when not regexp_full_match(keyed.injuries, '[0-9]{1,9}')
                then concat('負傷者数「', keyed.injuries, '」が数字ではありません')
        end
    ) as reason,
    case $scope
        when 'nation' then true
        when 'prefecture' then keyed.prefecture_code = left($municipality_code, 2)
        else keyed.prefecture_code || keyed.municipality_number = $municipality_code
    end as in_scope,
from police_keyed as keyed
