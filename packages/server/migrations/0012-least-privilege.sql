-- What the server's role may only add to, in rows that it may only add: the days that are closed, and
-- how far a sandbox has moved its clock. Neither can be taken back but by the owner.

create table closed_days (
  day date primary key
);
insert into closed_days select closed_through from business_clock where closed_through is not null;

create table clock_moves (
  offset_ms bigint primary key check (offset_ms > 0)
);
insert into clock_moves select offset_ms from business_clock where offset_ms > 0;

drop table business_clock;

-- A role locks rows only of a table of which it may update a column. Nothing is ever written here.
alter table partner_accounts add column lock smallint;
