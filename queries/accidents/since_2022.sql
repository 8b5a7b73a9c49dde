-- One row per item that the police's forms have since 2022, party (1 = A, 2 = B) and code, with the number of
-- parties; $selection is that of the macro selected_accidents. 認知機能検査経過日数 is counted only where a number
-- of days stands (not 0000 and 9999), under the code 'days'. An item nobody has a code of has no row.
with
items as (
    select
        p.party_order,
        [
            { item: 'オートマチック車', code: p.automatic_code },
            { item: 'サポカー', code: p.support_car_code },
            { item: '運転練習の方法', code: p.driving_practice_code },
            {
                item: '認知機能検査経過日数',
                code: if(p.cognitive_test_days not in ('0000', '9999'), 'days', null)
            }
        ] as pairs,
        a.file_year,
    from selected_accidents($selection) as a
    inner join accident_people as p
        on
            a.accident_id = p.accident_id
            and p.party_order <= 2
    where a.file_year >= 2022
),

pairs as (
    select
        i.party_order,
        i.file_year,
        t.pair['item'] as item,
        t.pair['code'] as code,
    from items as i
    cross join unnest(i.pairs) as t (pair)
)

select
    p.item,
    p.party_order,
    p.code,
    count(*) as people,
    min(p.file_year) as first_year,
    max(p.file_year) as last_year,
from pairs as p
where trim(p.code) <> ''
group by p.item, p.party_order, p.code
order by p.item, p.party_order, p.code
