-- Marks the accidents of the year that have a 高速票.
update accidents
set on_motorway = true
where
    accidents.file_year = $year
    and accidents.accident_id in (
        select outcomes.accident_id
        from police_outcomes as outcomes
        where outcomes.state = 'loaded'
    )
