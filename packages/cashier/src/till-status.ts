/** How the till is: the gateway, the printer, and the payments that are unknown. */
import type { TillStatusView } from './api/index.ts';
import type { TillParts } from './parts.ts';
import type { GatewayHealth } from './payment/gateway-health.ts';
import { isOpen, needsAcknowledgement, type Payment } from './payment/payment.ts';
import type { Printer } from './printer/printer.http.ts';
import { timeText } from './times.ts';

interface Surroundings {
  readonly health: GatewayHealth;
  readonly printer: Printer | undefined;
}

/** A late outcome is looked for among the last payments; more are shown by none of its pages. */
const lastMax = 500;

export function tillStatus(
  { records, time, hub }: TillParts,
  { health, printer }: Surroundings,
): TillStatusView {
  const { answersInMs, silentSince } = health;
  const late = records.payments
    .newest({ is_open: '0' }, { limit: lastMax })
    .filter(needsAcknowledgement);
  const unknown = records.payments
    .find({ is_open: '1' })
    .filter(({ state }) => state === 'unknown');
  return {
    asOf: hub.stamp(),
    at: timeText(time.now()),
    gateway: {
      ...(answersInMs !== undefined && { answersInMs }),
      ...(silentSince !== undefined && { silentSince: timeText(silentSince) }),
    },
    printer: printer?.state() ?? 'none',
    strip: [...unknown, ...late].map((payment) => ({
      orderId: payment.orderId,
      number: records.orders.get(payment.orderId)?.number ?? '',
      paymentId: payment.id,
      amount: payment.amount,
      state: stripState(payment),
      since: timeText(payment.unknownSince ?? payment.at),
      ...(payment.decidedAt !== undefined && { decidedAt: timeText(payment.decidedAt) }),
    })),
  };
}

function stripState(payment: Payment): 'unknown' | 'paid' | 'notPaid' {
  if (isOpen(payment)) return 'unknown';
  return payment.state === 'paid' ? 'paid' : 'notPaid';
}
