/** Each refusal of the server as a sentence, with a next step. */
import type { Refused } from './api/client.ts';
import type { WalletWords } from './words/en.ts';

/** What to press after a refusal. */
export type NextStep =
  | 'sign-in'
  | 'sign-up'
  | 'top-up'
  | 'limits'
  | 'settings'
  | 'scan'
  | 'history'
  | 'home'
  | 'retry'
  | 'amount';

interface Said {
  readonly words: Exclude<
    keyof WalletWords & `refused.${string}`,
    'refused.other' | 'refused.title'
  >;
  readonly next: NextStep;
}

const refusals = {
  'address-locked': { words: 'refused.addressLocked', next: 'home' },
  'amount-not-allowed': { words: 'refused.amountNotAllowed', next: 'scan' },
  'amount-too-small': { words: 'refused.amountTooSmall', next: 'amount' },
  'balance-not-enough': { words: 'refused.balance', next: 'top-up' },
  busy: { words: 'refused.busy', next: 'retry' },
  'buyer-differs': { words: 'refused.buyerDiffers', next: 'scan' },
  'changed-meanwhile': { words: 'refused.changedMeanwhile', next: 'retry' },
  'code-not-usable': { words: 'refused.shopStopped', next: 'scan' },
  'code-too-soon': { words: 'refused.codeTooSoon', next: 'retry' },
  'code-unknown': { words: 'refused.codeUnknown', next: 'scan' },
  'code-wrong': { words: 'refused.codeWrong', next: 'retry' },
  'codes-paused': { words: 'refused.codesPaused', next: 'settings' },
  'currency-differs': { words: 'refused.currency', next: 'scan' },
  'currency-not-supported': { words: 'refused.currency', next: 'scan' },
  'day-limit-exceeded': { words: 'refused.dayLimit', next: 'limits' },
  'foreign-request': { words: 'refused.foreign', next: 'home' },
  'inst-differs': { words: 'refused.instDiffers', next: 'retry' },
  'limit-too-high': { words: 'refused.limitTooHigh', next: 'retry' },
  locked: { words: 'refused.locked', next: 'home' },
  'month-limit-exceeded': { words: 'refused.monthLimit', next: 'limits' },
  'order-closed': { words: 'refused.closed', next: 'scan' },
  'order-paid': { words: 'refused.paid', next: 'history' },
  'partner-day-limit-exceeded': { words: 'refused.shopLimit', next: 'home' },
  'partner-month-limit-exceeded': { words: 'refused.shopLimit', next: 'home' },
  'partner-payment-limit-exceeded': { words: 'refused.shopLimit', next: 'home' },
  'partner-suspended': { words: 'refused.shopSuspended', next: 'scan' },
  'passkey-refused': { words: 'refused.passkey', next: 'retry' },
  'passkey-unknown': { words: 'refused.passkeyUnknown', next: 'retry' },
  'passkeys-not-here': { words: 'refused.passkeysNotHere', next: 'retry' },
  'payment-limit-exceeded': { words: 'refused.paymentLimit', next: 'limits' },
  'phone-taken': { words: 'refused.phoneTaken', next: 'sign-in' },
  'pin-as-before': { words: 'refused.pinAsBefore', next: 'retry' },
  'pin-needed': { words: 'refused.pinNeeded', next: 'retry' },
  'pin-too-simple': { words: 'refused.pinTooSimple', next: 'retry' },
  'pin-wrong': { words: 'refused.pin', next: 'retry' },
  'session-unknown': { words: 'refused.sessionUnknown', next: 'settings' },
  'sign-in-refused': { words: 'refused.signIn', next: 'retry' },
  'sign-up-closed': { words: 'refused.signUpClosed', next: 'home' },
  'signed-out': { words: 'refused.signedOut', next: 'sign-in' },
  'too-many-codes': { words: 'refused.tooManyCodes', next: 'retry' },
  'too-many-passkeys': { words: 'refused.tooManyPasskeys', next: 'settings' },
  'too-many-transfers': { words: 'refused.tooManyTransfers', next: 'home' },
  'too-many-unpaid-orders': { words: 'refused.tooManyOrders', next: 'history' },
  'trade-closed': { words: 'refused.closed', next: 'scan' },
  'trade-paid': { words: 'refused.paid', next: 'history' },
  'trade-unknown': { words: 'refused.tradeUnknown', next: 'history' },
  'wallet-frozen': { words: 'refused.frozen', next: 'settings' },
  'wallet-kind-not-accepted': { words: 'refused.walletKind', next: 'home' },
  'wallet-unknown': { words: 'refused.walletUnknown', next: 'sign-up' },
} as const satisfies Readonly<Record<string, Said>>;

const known: ReadonlyMap<string, Said> = new Map(Object.entries(refusals));

/** The sentence and next step; a refusal that this page has no words for says so, with its code. */
export const refusalOf = (error: Refused): Said | undefined => known.get(error.code);

/** All codes with words, for the test that compares them with the API. */
export const refusalCodes: readonly string[] = [...known.keys()];

/** How many tries are left, and until when none is taken, as the sentence of the server has it. */
export function pinFacts({ message }: Refused): {
  readonly tries?: number;
  readonly until?: string;
} {
  const [, tries] = /(\d+) tr(?:y|ies) left/.exec(message) ?? [];
  const [until] = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00/.exec(message) ?? [];
  return {
    ...(tries !== undefined && { tries: Number(tries) }),
    ...(until !== undefined && { until }),
  };
}
