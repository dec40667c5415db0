-- A task of a plan that nobody has given to anybody or reported on says nothing of how far it is: it cannot be late.
drop view tasks.listed;
create view tasks.listed as
  select t.*, coalesce(m.total, 0)::int as milestones, coalesce(m.reached, 0)::int as reached, m.next_due,
         case when t.state = 'done' then 100
              when m.total > 0 then floor(100.0 * m.reached / m.total)::int
              else t.percent end as progress,
         t.plan is null or exists (select 1 from tasks.change c where c.task = t.id and c.by_id is not null) as given
    from tasks.task t
    left join (select task, count(*) as total, count(done_on) as reached, min(due) filter (where done_on is null) as next_due
                 from tasks.milestone group by task) m on m.task = t.id;
