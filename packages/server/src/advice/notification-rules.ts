/** Rules about how a partner receives notifications (07 §3, §5). */
import { each, type Rule } from './kinds.ts';
import { isCorrupted } from './learned.ts';
import { type Seen, textOfMs } from './seen.ts';

const asynchronous = ['wap_hk/asyncnotif'] as const;

const isNotification = ({ kind }: Seen): boolean => kind === 'notification';

/** A scenario has not sent it: the receiver is not to blame. */
const isLost = ({ pretended }: Seen): boolean => pretended.some((what) => /\blose\b/.test(what));

const isDelivered = (seen: Seen): boolean => isNotification(seen) && !isLost(seen);

const isTaken = ({ answer }: Seen): boolean =>
  answer !== undefined && answer.status >= 200 && answer.status < 300;

const shown = (text: string): string =>
  text.length <= 40 ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, 40))}…`;

const answer: Rule = {
  id: 'notification-answer',
  severity: 'high',
  title: 'A notification is answered, but not with success',
  why: 'It counts as not received: it comes seven more times within a day, and then no more.',
  todo: 'Once it is stored, answer with the seven letters success and nothing else, not even a byte order mark.',
  documents: asynchronous,
  judge: ({ seen }) =>
    each(
      seen,
      (one) => isDelivered(one) && isTaken(one) && !isCorrupted(one) && !saysFail(one),
      (one) =>
        one.result === 'acknowledged'
          ? undefined
          : { by: [one], found: `answered ${shown(one.answer?.text ?? '')}` },
    ),
};

/** A program that refuses says so. */
const saysFail = ({ answer: given }: Seen): boolean => given?.text.trim().toLowerCase() === 'fail';

const refused: Rule = {
  id: 'notification-refused',
  severity: 'medium',
  title: 'A genuine notification is answered with fail',
  why: 'It comes again, up to eight times, and is then given up: the shop may never learn of the payment.',
  todo: 'Answer fail only when the signature is wrong. sampan requests show ID has the signed string.',
  documents: asynchronous,
  judge: ({ seen }) =>
    each(
      seen,
      (one) => isDelivered(one) && isTaken(one) && !isCorrupted(one),
      (one) => (saysFail(one) ? { by: [one], found: 'answered fail' } : undefined),
    ),
};

const loose: Rule = {
  id: 'notification-answer-loose',
  severity: 'low',
  title: 'A notification is answered with success in another form',
  why: 'White space and capitals are let pass here; the documents promise it for the plain word only.',
  todo: 'Answer with the seven letters success in lower case, without a line break.',
  documents: asynchronous,
  judge: ({ seen }) =>
    each(
      seen,
      (one) => isDelivered(one) && one.result === 'acknowledged',
      ({ answer: given, ...one }) =>
        given?.text === 'success'
          ? undefined
          : { by: [{ ...one, answer: given }], found: `answered ${shown(given?.text ?? '')}` },
    ),
};

const failed: Rule = {
  id: 'notification-failed',
  severity: 'high',
  title: 'A notification gets no answer, or an HTTP error',
  why: 'It counts as not received. Nothing may stand before the address: no redirect, no log-in, no cookie.',
  todo: 'Make the address answer POST directly with status 200, and query when no notification comes.',
  documents: asynchronous,
  judge: ({ seen }) =>
    each(seen, isDelivered, (one) =>
      isTaken(one) && one.result !== 'no-answer'
        ? undefined
        : { by: [one], found: one.reason ?? `status ${one.answer?.status ?? 'none'}` },
    ),
};

/** The acknowledgement is meant for what is stored, not for what is done with it. */
const slowMs = 1_000;

const slow: Rule = {
  id: 'notification-slow',
  severity: 'medium',
  title: 'A notification is answered slowly',
  why: 'Under load the answer comes too late and counts as none; the same notification is then worked on twice.',
  todo: 'Verify, store, answer success within a second; do the rest afterwards.',
  documents: asynchronous,
  judge: ({ seen }) =>
    each(
      seen,
      (one) => isDelivered(one) && isTaken(one),
      (one) =>
        one.tookMs > slowMs
          ? { by: [one], found: `answered after ${textOfMs(one.tookMs)}` }
          : undefined,
    ),
};

const unverified: Rule = {
  id: 'notification-not-verified',
  severity: 'high',
  title: 'A forged notification is acknowledged',
  why: 'Anyone who knows the address can mark an order as paid, and take the goods.',
  todo: 'Verify the signature over the raw parameters before anything else, and answer fail when it is wrong.',
  documents: ['wap_hk/asyncnotif', 'gr/in-store'],
  judge: ({ seen }) =>
    each(
      seen,
      (one) => isNotification(one) && isCorrupted(one),
      (one) =>
        one.result === 'acknowledged'
          ? { by: [one], found: `scenario: ${one.pretended.join(', ')}; answered success` }
          : undefined,
    ),
};

export const notificationRules: readonly Rule[] = [
  answer,
  unverified,
  failed,
  slow,
  refused,
  loose,
];
