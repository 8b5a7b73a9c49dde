-- One row per age band and party (1 = A, 2 = B) of the selected accidents; $selection is that of the macro
-- selected_accidents. Age is the party's own; passengers and further parties have none in these files.
-- With an age or type of party selected, only the parties that meet it are counted.
select
    g.group_no,
    g.label as age_band,
    p.party_order,
    count(*) as people,
    count(*) filter (where p.injury_code in ('1', '2')) as killed_or_injured,
from selected_accidents($selection) as a
inner join accident_people as p
    on
        a.accident_id = p.accident_id
        and p.party_order <= 2
inner join separate_groups() as g
    on
        g.group_kind = 'age'
        and list_contains(g.codes, p.age_code)
where
    is_asked($selection['ages'], p.age_code)
    and is_asked($selection['party_types'], p.party_type_code)
group by g.group_no, g.label, p.party_order
order by g.group_no, p.party_order
