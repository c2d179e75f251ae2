import type { BillView, PasskeyAssertion } from '@sampan/api';
import { required, type Secret } from '@sampan/primitives';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readTrade, readWaitingTrades, statusAt, type Trade } from '#acquiring';
import { describeRefusal } from '../confirm-refusals.ts';
import { asTradeId } from '../fields.ts';
import { once } from '../once.http.ts';
import { conflict, unknown } from '../problem.ts';
import { isPrompt, readBills } from './bill.ts';
import { requirePin } from './buyer-fields.ts';
import { pinProblem } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { passkeyPlace, passkeyRefused } from './passkey-place.ts';
import { serve } from './serve.http.ts';
import { type Buyer, callerOf } from './session.ts';
import { billView } from './views.ts';

/** More than anybody can look at; each of them closes after minutes. */
const promptsShown = 20;

/**
 * Pays scanned orders and answers prompts: both confirm a waiting trade. The PIN or a passkey
 * is always required; a wallet's password-free limit applies to payment codes. Repeating is safe: a trade is
 * paid once, and later requests answer that it is paid.
 */
export function paymentRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { reader, acquiring, signIn, passkeys } = world;

  serve(app, world, 'POST /pay', async ({ caller: buyer, body }, request, reply) => {
    const proof = proofOf(body);
    return once<BillView>(request, reply, paidBy(buyer), async () =>
      confirm(buyer, await find(buyer, body.tradeId), proof, request, reply),
    );
  });

  serve(app, world, 'GET /prompts', async ({ caller: { wallet } }) => {
    const { result: bills, now } = await reader.read(async (connection) => {
      const page = { now: world.clock.now(), limit: promptsShown };
      return readBills(connection, await readWaitingTrades(connection, wallet.id, page));
    });
    return {
      prompts: bills.filter(({ trade }) => isPrompt(trade)).map((bill) => billView(bill, now)),
    };
  });

  serve(app, world, 'POST /prompts/:tradeId', async (received, request, reply) => {
    const { caller: buyer, params, body } = received;
    if (!asTradeId(params.tradeId)) throw unknown('trade', params.tradeId);
    const proof = body.answer === 'confirm' ? proofOf(body) : undefined;
    return once<BillView>(request, reply, paidBy(buyer), async () => {
      const trade = await find(buyer, params.tradeId);
      return proof
        ? confirm(buyer, trade, proof, request, reply)
        : carryOut(buyer, trade, 'reject');
    });
  });

  const paidBy = ({ wallet }: Buyer) => ({ ...world, caller: callerOf(wallet) });

  /** Another buyer's trade is answered like an unknown one. */
  async function find({ wallet }: Buyer, id: string): Promise<Trade> {
    const tradeId = asTradeId(id);
    const { result: trade } = await reader.read(
      async (connection) => tradeId && readTrade(connection, tradeId),
    );
    if (trade?.walletId !== wallet.id) throw unknown('trade', id);
    return trade;
  }

  async function confirm(
    buyer: Buyer,
    trade: Trade,
    { pin, passkey }: Proof,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const status = statusAt(trade, buyer.now);
    // A trade that is over costs no PIN try.
    if (status === 'closed') throw refused('trade-closed');
    const walletId = buyer.wallet.id;
    if (pin) {
      const checked = await signIn.checkPin(walletId, pin);
      if (checked.outcome !== 'right') throw pinProblem(checked, reply);
    } else if (passkey && status !== 'paid') {
      // A challenge counts once; a repeat whose first answer was lost learns that the trade is paid.
      const purpose = `pay ${walletId} ${trade.id}` as const;
      const signer = await passkeys.check(passkey, purpose, passkeyPlace(request, world));
      if (signer !== walletId) throw passkeyRefused();
    }
    return carryOut(buyer, trade, 'confirm');
  }

  async function carryOut(
    { wallet }: Buyer,
    trade: Trade,
    answer: 'confirm' | 'reject',
  ): Promise<BillView> {
    const { id: tradeId, partnerId } = trade;
    const confirmed = await acquiring.confirm({ walletId: wallet.id, partnerId, tradeId, answer });
    if (confirmed.outcome === 'refused') throw refused(confirmed.refusal);
    const { result, now } = await reader.read((connection) =>
      readBills(connection, [confirmed.trade]),
    );
    return billView(required(result[0], 'the bill of the trade'), now);
  }
}

/** By what a buyer confirms. */
interface Proof {
  readonly pin?: Secret<string>;
  readonly passkey?: PasskeyAssertion;
}

const proofOf = ({
  pin,
  passkey,
}: {
  readonly pin?: string;
  readonly passkey?: PasskeyAssertion;
}): Proof => (passkey && pin === undefined ? { passkey } : { pin: requirePin(pin) });

const refused = (refusal: keyof typeof describeRefusal) =>
  conflict(refusal, describeRefusal[refusal]);
