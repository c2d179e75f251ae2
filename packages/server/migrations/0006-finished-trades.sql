-- A paid trade is finished when its refund period is over, and its partner is told.

alter table trades drop constraint trades_state;
alter table trades add constraint trades_state
  check (state in ('tombstone', 'pre-ordered', 'waiting', 'paid', 'closed', 'finished'));
create index trades_to_finish on trades (refund_until) where state = 'paid';
