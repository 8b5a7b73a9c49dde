-- One row per row of a 補充票 file: why it cannot be used (null: it can), and whether its accident is in scope.
create or replace temp table police_judged as
select
    keyed.line,
    keyed.accident_id,
    concat_ws('-', keyed.accident_id, keyed.supplement_number) as row_key,
    coalesce(
        keyed.reason,
        case
            when not regexp_full_match(keyed.supplement_number, '[0-9]{3}')
                then concat('補充票番号「', keyed.supplement_number, '」が数字3桁ではありません')
            when reports.accident_id is null
                then '本票が見つかりません'
            when not reports.accepted
                then '本票の行が取り込めなかったため、この行も取り込めません'
        end
    ) as reason,
    reports.in_scope,
from police_keyed as keyed
left join police_reports as reports on keyed.accident_id = reports.accident_id
