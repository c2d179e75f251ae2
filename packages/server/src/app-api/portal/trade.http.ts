import type { WholePortalTradeView } from '@sampan/api';
import { formatAmount, type Instant, isZero, type TradeId, zero } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  isPaid,
  readTrade,
  refundable,
  statusAt,
  type Trade,
  whyNoCancel,
  whyNoRefund,
} from '#acquiring';
import { readOrderExchanges } from '#exchanges';
import type { Partner } from '#partner';
import { readBatchesOfEntries } from '#settlement';
import { readApproveAbove, readStaffLogOf } from '#staff';
import { asTradeId } from '../fields.ts';
import { unknown } from '../problem.ts';
import { readHistory } from '../trade-history.ts';
import { wholeTradeView } from '../trade-view.ts';
import { approvalView } from './approvals.http.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { timelineOf } from './timeline.ts';
import { portalTradeView } from './trade-views.ts';

/** As many notifications and exchanges are shown of a trade. */
const shown = 100;

/** A trade with all that its partner may know of it. */
export function tradeRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, clock, notifier } = world;

  serve(app, world, 'GET /trades/:id', async ({ caller, params: { id } }) => {
    const { partner } = caller;
    const trade = await ownTrade(world, partner, id);
    const { result } = await lists.read(async (connection) => {
      const { refunds, entries } = await readHistory(connection, trade);
      const order = { partnerId: partner.id, orderId: trade.partnerTransId, tradeId: trade.id };
      const [exchanges, settled, deeds, limit] = await Promise.all([
        world.sandbox ? readOrderExchanges(connection, order, shown) : [],
        readBatchesOfEntries(
          connection,
          partner.id,
          entries.map(({ id }) => id),
        ),
        readStaffLogOf(connection, partner.id, [trade.id]),
        readApproveAbove(connection, partner),
      ]);
      return { limit, story: { refunds, entries, exchanges, settled, deeds } };
    });
    const about = { tradeId: trade.id, partnerId: partner.id, limit: shown };
    const notifications = await notifier.readDeliveries(about);
    const now = clock.now();
    const { limit } = result;
    const story = { trade, ...result.story, notifications };
    const approvals = await world.approvals.ofTrade(partner.id, trade.id);
    return {
      ...wholeViewOf(story, now),
      timeline: timelineOf(story),
      ...mayReturn(trade, partner, now),
      ...(limit && { approveAbove: formatAmount(limit) }),
      approvals: approvals.map((approval) => approvalView(approval, caller.member.id, now)),
    };
  });
}

/** A trade of the partner; one of another does not exist. */
export async function ownTrade(
  { reader }: Pick<PortalWorld, 'reader'>,
  partner: Pick<Partner, 'id'>,
  text: string,
): Promise<Trade> {
  const id: TradeId | undefined = asTradeId(text);
  const found = id && (await reader.read((connection) => readTrade(connection, id))).result;
  if (found?.partnerId !== partner.id) throw unknown('trade', text);
  return found;
}

type Story = Parameters<typeof timelineOf>[0];

function wholeViewOf(story: Story, now: Instant) {
  const { trade } = story;
  const { walletId: _wallet, partnerId: _partner, ...whole } = wholeTradeView(trade, story, now);
  return {
    ...whole,
    ...portalTradeView(trade, now),
    entries: whole.entries.map(({ transfers, ...entry }) => ({
      ...entry,
      transfers: transfers.map((transfer) => ({
        ...transfer,
        debit: ownAccount(transfer.debit),
        credit: ownAccount(transfer.credit),
      })),
    })),
  };
}

/** The id of a wallet is not its partner's business. */
const ownAccount = (account: string): string => account.replace(/^wallet\/.*$/, 'wallet');

/** What may be done, or why not: by the rules that decide it. */
function mayReturn(trade: Trade, partner: Partner, now: Instant) {
  const noRefund = noRefundOf(trade, partner, now);
  const noCancel = noCancelOf(trade, partner, now);
  return {
    ...(trade.payment && { left: formatAmount(leftOf(trade)) }),
    ...(noRefund && { noRefund }),
    ...(noCancel && { noCancel }),
  };
}

/** What may still be refunded of the price. */
const leftOf = (trade: Trade) => (isPaid(trade) ? refundable(trade) : zero(trade.amount.currency));

function noRefundOf(
  trade: Trade,
  partner: Partner,
  now: Instant,
): WholePortalTradeView['noRefund'] {
  if (partner.status === 'suspended') return 'partner-suspended';
  switch (whyNoRefund(trade, now)) {
    case 'trade-closed':
      return trade.payment ? 'all-refunded' : 'not-paid';
    case 'trade-not-paid':
      return 'not-paid';
    case 'trade-finished':
      return 'refund-period-over';
    case undefined:
      return isZero(leftOf(trade)) ? 'all-refunded' : undefined;
  }
}

function noCancelOf(
  trade: Trade,
  partner: Partner,
  now: Instant,
): WholePortalTradeView['noCancel'] {
  switch (whyNoCancel(trade, partner, now)) {
    case 'trade-has-refunds':
      return 'refunded';
    case 'trade-finished':
      return 'finished';
    case 'cancel-time-over':
      return 'day-over';
    case undefined:
      return statusAt(trade, now) === 'closed' ? 'closed' : undefined;
  }
}
