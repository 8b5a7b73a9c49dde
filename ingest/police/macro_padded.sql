-- A cell without blanks at its ends; digits get the leading zeros that spreadsheets take away.
create or replace temp macro police_padded(cell, width) as
case
    when length(trim(cell)) between 1 and width - 1 and regexp_full_match(trim(cell), '[0-9]+')
        then lpad(trim(cell), width, '0')
    else trim(cell)
end
