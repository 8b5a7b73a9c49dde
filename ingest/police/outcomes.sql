-- One row per row of the file: what becomes of it, and why. Of rows with the same key the first counts.
create or replace temp table police_outcomes as
with repeated as (
    select
        repeats.line,
        concat(
            repeats.first_line,
            '行目と番号が同じです（内容は',
            if(this_row.raw = first_row.raw, '同じ', '異なります'),
            '）。先の行だけを取り込みます'
        ) as reason,
    from police_repeated as repeats
    inner join police_lines as this_row on repeats.line = this_row.line
    inner join police_lines as first_row on repeats.first_line = first_row.line
),

reasoned as (
    select
        judged.line,
        judged.accident_id,
        judged.in_scope,
        coalesce(judged.reason, repeated.reason) as reason,
    from police_judged as judged
    left join repeated on judged.line = repeated.line
)

select
    reasoned.line,
    reasoned.accident_id,
    reasoned.reason,
    case
        when reasoned.reason is not null then 'rejected'
        when reasoned.in_scope then 'loaded'
        else 'out_of_scope'
    end as state,
from reasoned
