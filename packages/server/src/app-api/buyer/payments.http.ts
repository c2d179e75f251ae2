import type { Secret, TradeId } from '@sampan/primitives';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readTrade, readWaitingTrades, statusAt, type Trade } from '#acquiring';
import { describeRefusal } from '../confirm-refusals.ts';
import { asTradeId, Fields } from '../fields.ts';
import { once } from '../once.http.ts';
import { conflict, invalid, unknown } from '../problem.ts';
import { isPrompt, readBills } from './bill.ts';
import { requirePin } from './buyer-fields.ts';
import { pinProblem } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { type Buyer, buyerOf, callerOf } from './session.ts';
import { billView } from './views.ts';

/** More than anybody can look at; each of them closes after minutes. */
const promptsShown = 20;

interface OfTrade {
  readonly Params: { readonly tradeId: string };
}

/**
 * Paying what was scanned, and answering prompts: both confirm a trade that waits. The PIN is
 * always needed; a wallet's password-free limit is for codes that are shown. Repeating is safe: a
 * trade is paid once, and paying it again answers that it is paid.
 */
export function paymentRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { reader, acquiring, signIn } = world;

  app.post('/pay', async (request, reply) => {
    const buyer = await buyerOf(request, world);
    const fields = new Fields(request.body, ['tradeId', 'pin']);
    const tradeId = fields.require('tradeId', 'a trade id of 28 digits', asTradeId);
    const pin = requirePin(fields);
    return once(request, reply, paidBy(buyer), async () =>
      confirm(buyer, await find(buyer, tradeId), pin, reply),
    );
  });

  app.get('/prompts', async (request) => {
    const { wallet } = await buyerOf(request, world);
    const { result: bills, now } = await reader.read(async (connection) => {
      const page = { now: world.clock.now(), limit: promptsShown };
      return readBills(connection, await readWaitingTrades(connection, wallet.id, page));
    });
    return {
      prompts: bills.filter(({ trade }) => isPrompt(trade)).map((bill) => billView(bill, now)),
    };
  });

  app.post<OfTrade>('/prompts/:tradeId', async (request, reply) => {
    const buyer = await buyerOf(request, world);
    const fields = new Fields(request.body, ['answer', 'pin']);
    const answer = fields.choice('answer', ['confirm', 'reject'] as const);
    if (!answer) throw invalid('answer', 'confirm or reject');
    const tradeId = asTradeId(request.params.tradeId);
    if (!tradeId) throw unknown('trade', request.params.tradeId);
    const pin = answer === 'confirm' ? requirePin(fields) : undefined;
    return once(request, reply, paidBy(buyer), async () => {
      const trade = await find(buyer, tradeId);
      return pin ? confirm(buyer, trade, pin, reply) : carryOut(buyer, trade, 'reject');
    });
  });

  const paidBy = ({ wallet }: Buyer) => ({ ...world, caller: callerOf(wallet) });

  /** Somebody else's trade is as unknown as one that does not exist. */
  async function find({ wallet }: Buyer, tradeId: TradeId): Promise<Trade> {
    const { result: trade } = await reader.read((connection) => readTrade(connection, tradeId));
    if (trade?.walletId !== wallet.id) throw unknown('trade', tradeId);
    return trade;
  }

  async function confirm(buyer: Buyer, trade: Trade, pin: Secret<string>, reply: FastifyReply) {
    // What is over for good costs nobody a try.
    if (statusAt(trade, buyer.now) === 'closed') throw refused('trade-closed');
    const checked = await signIn.checkPin(buyer.wallet.id, pin);
    if (checked.outcome !== 'right') throw pinProblem(checked, reply);
    return carryOut(buyer, trade, 'confirm');
  }

  async function carryOut({ wallet }: Buyer, trade: Trade, answer: 'confirm' | 'reject') {
    const { id: tradeId, partnerId } = trade;
    const confirmed = await acquiring.confirm({ walletId: wallet.id, partnerId, tradeId, answer });
    if (confirmed.outcome === 'refused') throw refused(confirmed.refusal);
    const { result, now } = await reader.read((connection) =>
      readBills(connection, [confirmed.trade]),
    );
    return result.map((bill) => billView(bill, now))[0];
  }
}

const refused = (refusal: keyof typeof describeRefusal) =>
  conflict(refusal, describeRefusal[refusal]);
