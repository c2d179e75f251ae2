/** Each refusal of the server as a sentence, and what to do next. */
import type { Refused } from '@sampan/api/client';
import type { PortalWords } from './words/en.ts';

/** `change` what was typed, `reload` what is shown, send it again, or go to another page. */
export type NextStep = 'change' | 'reload' | 'retry' | 'settings' | 'sign-in' | 'trades';

interface Said {
  readonly words: Exclude<keyof PortalWords & `refused.${string}`, 'refused.other'>;
  readonly next: NextStep;
}

const refusals = {
  'address-locked': { words: 'refused.addressLocked', next: 'retry' },
  'approval-answered': { words: 'refused.approvalAnswered', next: 'reload' },
  'approval-ended': { words: 'refused.approvalEnded', next: 'reload' },
  'approval-unknown': { words: 'refused.approvalUnknown', next: 'reload' },
  'batch-unknown': { words: 'refused.batchUnknown', next: 'reload' },
  busy: { words: 'refused.busy', next: 'retry' },
  'code-deleted': { words: 'refused.codeDeleted', next: 'reload' },
  'code-needed': { words: 'refused.codeNeeded', next: 'change' },
  'code-old': { words: 'refused.codeOld', next: 'change' },
  'code-refused': { words: 'refused.codeRefused', next: 'change' },
  'code-stopped': { words: 'refused.codeStopped', next: 'reload' },
  'code-unknown': { words: 'refused.codeUnknown', next: 'reload' },
  'file-unknown': { words: 'refused.fileUnknown', next: 'reload' },
  'foreign-request': { words: 'refused.foreign', next: 'reload' },
  'funds-not-enough': { words: 'refused.funds', next: 'retry' },
  'invitation-unknown': { words: 'refused.invitationUnknown', next: 'sign-in' },
  'key-unchanged': { words: 'refused.keyUnchanged', next: 'change' },
  'last-owner': { words: 'refused.lastOwner', next: 'reload' },
  locked: { words: 'refused.locked', next: 'retry' },
  'login-taken': { words: 'refused.loginTaken', next: 'change' },
  'member-left': { words: 'refused.memberLeft', next: 'reload' },
  'member-unknown': { words: 'refused.memberUnknown', next: 'reload' },
  'not-allowed': { words: 'refused.notAllowed', next: 'reload' },
  'not-own-approval': { words: 'refused.notOwn', next: 'reload' },
  'nothing-begun': { words: 'refused.nothingBegun', next: 'retry' },
  'notification-unknown': { words: 'refused.notificationUnknown', next: 'reload' },
  'own-access': { words: 'refused.ownAccess', next: 'reload' },
  'own-approval': { words: 'refused.ownApproval', next: 'reload' },
  'partner-suspended': { words: 'refused.suspended', next: 'reload' },
  'passkey-needed': { words: 'refused.passkeyNeeded', next: 'change' },
  'password-as-before': { words: 'refused.passwordAsBefore', next: 'change' },
  'password-too-simple': { words: 'refused.passwordTooSimple', next: 'change' },
  'password-wrong': { words: 'refused.passwordWrong', next: 'change' },
  'refund-period-over': { words: 'refused.refundPeriodOver', next: 'reload' },
  'refund-too-large': { words: 'refused.refundTooLarge', next: 'change' },
  'second-factor-needed': { words: 'refused.secondFactor', next: 'settings' },
  'session-unknown': { words: 'refused.sessionUnknown', next: 'reload' },
  'shop-incomplete': { words: 'refused.shopIncomplete', next: 'reload' },
  'shop-name-differs': { words: 'refused.shopNameDiffers', next: 'change' },
  'shop-unknown': { words: 'refused.shopUnknown', next: 'reload' },
  'sign-in-refused': { words: 'refused.signIn', next: 'change' },
  'signed-out': { words: 'refused.signedOut', next: 'sign-in' },
  'trade-not-cancellable': { words: 'refused.notCancellable', next: 'reload' },
  'trade-not-paid': { words: 'refused.notPaid', next: 'reload' },
  'trade-unknown': { words: 'refused.tradeUnknown', next: 'trades' },
} as const satisfies Readonly<Record<string, Said>>;

const known: ReadonlyMap<string, Said> = new Map(Object.entries(refusals));

/** The sentence and the next step; undefined for a refusal that the pages have no words for. */
export const refusalOf = ({ code }: Pick<Refused, 'code'>): Said | undefined => known.get(code);

/** All codes with words, for the test that compares them with the API. */
export const refusalCodes: readonly string[] = [...known.keys()];

/** Until when no try is taken, as the sentence of the server has it. */
export const untilIn = ({ message }: Pick<Refused, 'message'>): string | undefined =>
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00/.exec(message)?.[0];
