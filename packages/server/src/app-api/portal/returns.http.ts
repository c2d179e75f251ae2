import type { ReturnedView } from '@sampan/api';
import { add, formatAmount, isPositive, type Money, parseAmount, zero } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { isPaid, type Trade } from '#acquiring';
import { needsApproval, readApproveAbove } from '#staff';
import { once } from '../once.http.ts';
import { invalid } from '../problem.ts';
import { approvalView } from './approvals.http.ts';
import { doerOf, type PortalCaller } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { returnMoney, whyNotReturned } from './return-money.ts';
import { serve } from './serve.http.ts';
import { ownTrade } from './trade.http.ts';

/** Money back to a buyer, by a person of the partner's staff. */
export function returnRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { writer, log, clock } = world;

  serve(app, world, 'POST /trades/:id/refunds', (received, request, reply) => {
    const { caller, params, body } = received;
    const { partner, member } = caller;
    return once(request, reply, { ...world, caller: `portal ${member.id}` }, async ({ id }) => {
      const trade = await ownTrade(world, partner, params.id);
      const amount = parseAmount(body.amount, trade.amount.currency);
      if (!amount || !isPositive(amount)) {
        throw invalid('amount', `a positive amount of ${trade.amount.currency} such as "100.00"`);
      }
      const wanted = { kind: 'refund', tradeId: trade.id, commandId: id, amount } as const;
      const waits = await secondPerson(caller, trade, { ...wanted, why: body.why });
      if (waits) return waits;
      const given = { kind: 'refund', amount, why: body.why, id } as const;
      const returned = await returnMoney(world, partner, trade, given);
      const { partnerRefundId = '', result } = returned;
      const detail = { partnerRefundId, amount: formatAmount(amount), result };
      await log.note(writer, doerOf(caller), {
        ...{ what: 'refund.made', subject: trade.id, why: body.why },
        detail: { ...detail, currency: amount.currency },
      });
      return returned;
    });
  });

  serve(app, world, 'POST /trades/:id/cancel', (received, request, reply) => {
    const { caller, params, body } = received;
    const { partner, member } = caller;
    return once(request, reply, { ...world, caller: `portal ${member.id}` }, async ({ id }) => {
      const trade = await ownTrade(world, partner, params.id);
      const wanted = { kind: 'cancel', tradeId: trade.id, commandId: id } as const;
      const waits =
        isPaid(trade) &&
        (await secondPerson(caller, trade, { ...wanted, amount: trade.amount, why: body.why }));
      if (waits) return waits;
      const returned = await returnMoney(world, partner, trade, { kind: 'cancel', id });
      const { amount } = returned;
      await log.note(writer, doerOf(caller), {
        ...{ what: 'trade.cancelled', subject: trade.id, why: body.why },
        detail: amount === undefined ? {} : { amount, currency: trade.amount.currency },
      });
      return returned;
    });
  });

  /** Asks a second person when the amount needs one; what is impossible is refused at once. */
  async function secondPerson(
    caller: PortalCaller,
    trade: Trade,
    wanted: Parameters<PortalWorld['approvals']['ask']>[1],
  ): Promise<ReturnedView | undefined> {
    const { partner, member } = caller;
    const { result: limit } = await world.reader.read((connection) =>
      readApproveAbove(connection, partner),
    );
    const { amount } = wanted;
    if (!needsApproval(limit, { amount, returned: returnedOf(trade) })) return undefined;
    const impossible = whyNotReturned(wanted.kind, partner, trade, amount, clock.now());
    if (impossible) throw impossible;
    const doer = { ...doerOf(caller), memberId: member.id };
    const approval = await world.approvals.ask(doer, wanted);
    return { result: 'waits', approval: approvalView(approval, member.id, clock.now()) };
  }
}

/** What of the price has gone back or is about to. */
const returnedOf = ({ payment, amount }: Trade): Money =>
  payment ? add(payment.refunded, payment.refundReserved) : zero(amount.currency);
