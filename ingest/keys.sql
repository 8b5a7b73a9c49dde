-- The keys of the largest tables, made when these are full: keeping them while rows come in
-- takes twice as long.
alter table accidents add primary key (accident_id);
alter table accident_people add primary key (accident_id, party_order);
