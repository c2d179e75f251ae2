-- Lists that are read page by page, newest first.

-- A partner's trades, and those of one state: a page is a few of these, merged.
create index trades_by_partner on trades (partner_id, state, trade_id) where trade_id is not null;

-- All partners' trades by their state. Most are paid, and the newest trades are: those need no index of their
-- own, and a payment without a password, which is stored as paid, writes none.
create index trades_by_state on trades (state, trade_id)
  where state in ('waiting', 'closed', 'finished');
