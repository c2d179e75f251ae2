-- Tries to sign in are counted apart from tries to pay: somebody who knows a phone number must not stop
-- its owner from paying. A device that has signed in before has a count of its own in pin_tries.

-- What strangers try against one number, over all addresses, as a bucket that empties with time. A number
-- counts in the slot of its digest, whether or not it has a wallet; so there are never more rows than
-- slots, and nothing to be learnt from them.
create table sign_in_tries (
  slot integer primary key check (slot between 0 and 262143),
  spent_until timestamptz not null
) with (fillfactor = 70);

-- The old counts mixed both, and kept rows of numbers that nobody has.
drop index pin_tries_of_nobody;
delete from pin_tries;
create index pin_tries_by_age on pin_tries (tried_at);
