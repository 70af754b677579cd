-- up
-- Management of drug users and determination of addiction are folded from their histories. A registration may name the file
-- of the determination that it rests on.
alter table voluntary_rehabilitation add column determination_case_id uuid references case_file (id);
grant update (determination_case_id) on voluntary_rehabilitation to app;
-- Whose results are asked for with each application.
create index case_file_determinations on case_file (person_id) where kind = 'addiction-determination' and status = 'told';

-- down
drop index case_file_determinations;
alter table voluntary_rehabilitation drop column determination_case_id;
