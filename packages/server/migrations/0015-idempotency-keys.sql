-- Requests to our own HTTP APIs that carry an Idempotency-Key: what was asked, under which id it is
-- booked, and what was answered. The command's id is made before its first try, so a repeat finds what
-- an earlier request has done, also one whose process was killed between the commit and the answer.
create table idempotency_keys (
  -- The caller, and the route: `operations POST /admin/wallets/:id/top-ups`.
  scope text not null,
  key text not null,
  -- SHA-256 of path and body, without PINs. Another one under the same key is refused.
  fingerprint text not null,
  command_id text not null,
  -- What the first try has chosen or drawn, such as a wallet's id.
  choice text,
  -- Null until the request has its answer.
  status integer,
  answer text,
  made_at timestamptz not null,
  primary key (scope, key),
  check ((status is null) = (answer is null))
);
create index idempotency_keys_by_age on idempotency_keys (made_at);
