-- What of a task the plan does not say and its file assumes: `responsible`, `due`.
drop view tasks.listed;
alter table tasks.task add column assumed text[] not null default '{}';
create view tasks.listed as
  select t.*, coalesce(m.total, 0)::int as milestones, coalesce(m.reached, 0)::int as reached, m.next_due,
         case when t.state = 'done' then 100
              when m.total > 0 then floor(100.0 * m.reached / m.total)::int
              else t.percent end as progress
    from tasks.task t
    left join (select task, count(*) as total, count(done_on) as reached, min(due) filter (where done_on is null) as next_due
                 from tasks.milestone group by task) m on m.task = t.id;
