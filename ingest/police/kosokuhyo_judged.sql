-- One row per row of a 高速票 file: why it cannot be used (null: it can), and whether its accident is in scope.
create or replace temp table police_judged as
select
    keyed.line,
    keyed.accident_id,
    keyed.accident_id as row_key,
    coalesce(
        keyed.reason,
        case
            when reports.accident_id is null
                then '本票が見つかりません'
            when not reports.accepted
                then '本票の行が取り込めなかったため、この行も取り込めません'
        end
    ) as reason,
    reports.in_scope,
from police_keyed as keyed
left join police_reports as reports on keyed.accident_id = reports.accident_id
