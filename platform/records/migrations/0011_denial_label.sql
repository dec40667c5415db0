-- A prohibition may be about sensitive records of one label alone (null: about all, whatever makes them sensitive).
alter table records.denial add column label text collate "C";
