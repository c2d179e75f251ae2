-- From which amount on a second person must approve what a partner's staff gives back.
create table staff_settings (
  partner_id text primary key,
  -- In the partner's currency; null: nothing needs approval.
  approve_above bigint check (approve_above >= 0),
  changed_at timestamptz not null
);

-- What one person wants to give back and another must approve.
create table approvals (
  approval_id text primary key,
  partner_id text not null,
  kind text not null check (kind in ('refund', 'cancel')),
  trade_id text not null,
  -- Made when it was asked for: it is carried out under this id, so at most once.
  command_id text not null unique,
  amount bigint not null check (amount > 0),
  currency text not null,
  why text not null check (why <> ''),
  asked_by text not null,
  asked_name text not null,
  asked_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > asked_at),
  state text not null check (state in ('waits', 'approved', 'declined', 'taken-back', 'failed')),
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  answer text,
  -- The code for which it was not done.
  failure text,
  -- Of what was approved: until when one process carries it out, and when that was over.
  claimed_until timestamptz,
  carried_out_at timestamptz,
  check ((state = 'waits') = (answered_at is null)),
  check ((answered_at is null) = (answered_by is null)),
  check ((state = 'failed') = (failure is not null)),
  -- Four eyes.
  check (state not in ('approved', 'failed') or answered_by <> asked_by)
) with (fillfactor = 70);
create index approvals_by_partner on approvals (partner_id, approval_id);
create index approvals_by_trade on approvals (trade_id, approval_id);
create index approvals_to_carry_out on approvals (claimed_until) where state = 'approved' and carried_out_at is null;

-- The codes by which the first operator is made.
create table operator_setup_codes (
  -- The digest.
  code text primary key,
  expires_at timestamptz not null
);

-- Every request that has changed something through the operations API. The server's role can neither change nor
-- delete a row.
create table operator_log (
  entry_id text primary key,
  happened_at timestamptz not null,
  -- Null for the operator token, and in a sandbox.
  member_id text,
  who text not null,
  route text not null,
  subject text,
  why text,
  status integer not null,
  -- The code of a refusal.
  refusal text
);
create index operator_log_by_member on operator_log (member_id, entry_id);
