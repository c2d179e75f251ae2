/** What happened to a trade, in order of time. */
import type { MomentView } from '@sampan/api';
import { formatAmount, type Instant, type Money, offsetTime } from '@sampan/primitives';
import type { Refund, Trade } from '#acquiring';
import type { ExchangeSummary } from '#exchanges';
import type { Entry } from '#ledger';
import type { Attempt, DeliveryRecord } from '#notification';
import type { SettledIn } from '#settlement';
import type { StaffLogEntry } from '#staff';

/** What is known of a trade. */
export interface TradeStory {
  readonly trade: Trade;
  readonly refunds: readonly Refund[];
  readonly entries: readonly Entry[];
  readonly notifications: readonly DeliveryRecord[];
  /** Of a sandbox. */
  readonly exchanges: readonly ExchangeSummary[];
  readonly settled: readonly SettledIn[];
  /** What people of the portal have done with it. */
  readonly deeds: readonly StaffLogEntry[];
}

interface Moment extends Omit<MomentView, 'at'> {
  readonly at: Instant;
}

export function timelineOf(story: TradeStory): readonly MomentView[] {
  const moments = [
    ...ownMoments(story.trade),
    ...story.exchanges.filter(({ kind }) => kind === 'request').map(requested),
    ...story.refunds.flatMap((refund) => refundMoments(refund, story.deeds)),
    ...story.deeds.flatMap(approvalMoments),
    ...story.entries.map(
      ({ id, kind, bookedAt }): Moment => ({
        at: bookedAt,
        kind: 'entry',
        subject: id,
        result: kind,
      }),
    ),
    ...story.notifications.flatMap(notified),
    ...story.settled.map(
      ({ batchId, settledAt }): Moment => ({ at: settledAt, kind: 'settled', subject: batchId }),
    ),
  ];
  return moments
    .sort((left, right) => left.at - right.at)
    .map(({ at, ...moment }) => ({ at: offsetTime(at), ...moment }));
}

const money = (amount: Money) => ({ amount: formatAmount(amount), currency: amount.currency });

function ownMoments({ createdAt, expiresAt, amount, payment, closing, state }: Trade): Moment[] {
  return [
    { at: createdAt, kind: 'begun', ...money(amount) },
    ...(payment ? [{ at: payment.paidAt, kind: 'paid', ...money(amount) } as const] : []),
    ...(state === 'waiting' ? [{ at: expiresAt, kind: 'expires' } as const] : []),
    ...(closing ? [{ at: closing.at, kind: 'closed', result: closing.by } as const] : []),
  ];
}

const requested = ({ at, service, result, code }: ExchangeSummary): Moment => ({
  at,
  kind: 'request',
  ...(service !== undefined && { subject: service }),
  result: code ?? result,
});

/** Why a refund failed stands in the refund; when it did is not known. */
function refundMoments(
  { partnerRefundId, amount, requestedAt, done, reason }: Refund,
  deeds: readonly StaffLogEntry[],
): Moment[] {
  const who = deeds.find(({ detail }) => detail['partnerRefundId'] === partnerRefundId)?.who;
  const about = {
    subject: partnerRefundId,
    ...money(amount),
    ...(reason !== '' && { text: reason }),
    ...(who !== undefined && { who }),
  };
  const atOnce = done?.at.valueOf() === requestedAt.valueOf();
  return [
    ...(atOnce ? [] : [{ at: requestedAt, kind: 'refund-accepted', ...about } as const]),
    ...(done ? [{ at: done.at, kind: 'refund-done', ...about } as const] : []),
  ];
}

function approvalMoments({ at, what, who, why }: StaffLogEntry): Moment[] {
  const said = { at, who, ...(why !== undefined && { text: why }) };
  const [, answer] = /^(?:refund|cancel)\.(asked|approved|declined|taken-back)$/.exec(what) ?? [];
  if (answer === undefined) return [];
  if (answer === 'asked') return [{ ...said, kind: 'approval-asked' }];
  return [{ ...said, kind: 'approval-answered', result: answer }];
}

function notified({ notifyId, createdAt, state, attempts }: DeliveryRecord): Moment[] {
  return [
    { at: createdAt, kind: 'notification', subject: notifyId, result: state },
    ...attempts.map(
      (attempt): Moment => ({
        at: attempt.sentAt,
        kind: 'attempt',
        subject: notifyId,
        result: resultOf(attempt),
      }),
    ),
  ];
}

const resultOf = ({ status, error }: Attempt): string =>
  status === undefined ? (error ?? 'no answer') : String(status);
