/** Words of refusals, each with what to do. */
export const refusals = {
  'refused.noAnswer':
    'No answer from the server; whether it was done is not known. Try again, it counts once.',
  'refused.other': 'The server refused it: {code}. Read the documentation of this code.',
  'refused.account': 'There is no such account. Choose one from the trial balance.',
  'refused.transfer': 'This request is gone. Load the page again.',
  'refused.dateToCome': 'This day is still to come. Choose an earlier one.',
  'refused.dayNotOver': 'This day is not over. It closes at midnight.',
  'refused.entry': 'There is no such entry. Choose one from the list.',
  'refused.host': 'The operations port answers to its own name only. Open it at 127.0.0.1.',
  'refused.field': 'A field is not as it must be. Change it and send again.',
  'refused.job': 'The server has no such job. Load the page again.',
  'refused.jobWaits': 'A session of the database holds the job up. End it, then run the job again.',
  'refused.notReady':
    'The database does not answer. Payments are refused until it does; look at the database first.',
  'refused.clocks':
    'This machine and the database disagree about the time. Set both clocks by the same source.',
  'refused.origin': 'Requests of other sites are refused. Open the console at its own address.',
  'refused.partner': 'There is no such partner. Choose one from the list.',
  'refused.source': 'No account of ours pays this currency. Set one first: sampan payout source.',
  'refused.token': 'You are not signed in. Sign in first.',
  'refused.transferDone':
    'This request is settled already and can not be refused. Load the page again.',
  'refused.transferRefused': 'This request was refused already. Load the page again.',
  'refused.wallet': 'There is no such wallet. Check the number.',
} as const;
