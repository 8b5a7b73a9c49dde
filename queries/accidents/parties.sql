-- One row per party (1 = A, 2 = B), age band and kind of party of the selected accidents, with how many were
-- killed or injured; $selection is that of the macro selected_accidents. Age, kind and injury are the same
-- party's own. With an age or type of party selected, only the parties that meet it are counted.
-- 自転車 is offered in two definitions: a party belongs to the widest whose codes are all asked for, and
-- `definition` says which one that is.
with
kinds as (
    select
        g.label,
        g.group_no,
        g.definition,
        c.code,
    from code_groups as g
    cross join unnest(g.codes) as c (code)
    where
        g.group_kind = 'party_type'
        and ($selection['party_types'] is null or list_has_all($selection['party_types'], g.codes))
    qualify row_number() over (partition by c.code order by len(g.codes) desc, g.group_no) = 1
)

select
    p.party_order,
    g.group_no as age_no,
    g.label as age_band,
    k.group_no as kind_no,
    coalesce(k.label, 'その他・不明') as party_kind,
    k.definition,
    count(*) as people,
    count(*) filter (where p.injury_code = '1') as killed,
    count(*) filter (where p.injury_code = '2') as injured,
from selected_accidents($selection) as a
inner join accident_people as p
    on
        a.accident_id = p.accident_id
        and p.party_order <= 2
inner join separate_groups() as g
    on
        g.group_kind = 'age'
        and list_contains(g.codes, p.age_code)
left join kinds as k on p.party_type_code = k.code
where
    is_asked($selection['ages'], p.age_code)
    and is_asked($selection['party_types'], p.party_type_code)
group by p.party_order, g.group_no, g.label, k.group_no, k.label, k.definition
order by p.party_order, g.group_no, k.group_no
