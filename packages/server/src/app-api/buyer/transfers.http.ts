import type { BankTransferView, BuyerApi, Received } from '@sampan/api';
import { isZero, type Money, parseAmount } from '@sampan/primitives';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type BankTransfer, listTransfersOf, readTransfer, requestTransfer } from '#wallet';
import { bookTransfer, describeTransferRefusal, stored, transferView } from '../bank-transfers.ts';
import { once } from '../once.http.ts';
import { conflict, invalid, Problem } from '../problem.ts';
import { requirePin } from './buyer-fields.ts';
import { frozen, requireRightPin } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { type Buyer, callerOf } from './session.ts';

const usual = 20;

/** Money between a bank account and the wallet: at once in a sandbox, else when the operator has settled it. */
export function transferRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { pages, writer, clock, signIn } = world;

  serve(app, world, 'POST /top-ups', async ({ caller, body }, request, reply) =>
    transfer(caller, 'top-up', readAmount(body, caller), request, reply),
  );

  serve(app, world, 'POST /withdrawals', async ({ caller, body }, request, reply) => {
    const amount = readAmount(body, caller);
    const { wallet } = caller;
    requireRightPin(await signIn.checkPin(wallet.id, requirePin(body.pin)), reply);
    return transfer(caller, 'withdrawal', amount, request, reply);
  });

  serve(app, world, 'GET /bank-transfers', async ({ caller: { wallet }, query }) => {
    const { before: older, limit = usual } = query;
    const { result } = await pages.read((connection) =>
      listTransfersOf(connection, wallet.id, { older, limit: limit + 1 }),
    );
    const transfers = result.slice(0, limit).map(transferView);
    const last = transfers.at(-1)?.transferId;
    return { transfers, next: (result.length > limit && last) || null };
  });

  async function transfer(
    { wallet }: Buyer,
    kind: BankTransfer['kind'],
    amount: Money,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const caller = { ...world, caller: callerOf(wallet) };
    return once<BankTransferView>(request, reply, caller, async ({ id }) => {
      if (kind === 'top-up' && wallet.status === 'frozen' && !(await isRequested(id)))
        throw frozen(wallet);
      const { result: isStored } = await writer.write((connection) =>
        requestTransfer(connection, {
          ...{
            id,
            walletId: wallet.id,
            kind,
            amount,
            state: 'requested',
            requestedAt: clock.now(),
          },
          ...{ reason: undefined, settledAt: undefined },
        }),
      );
      if (!isStored) {
        const message = 'Too many transfers wait for the operator; try again when one is settled';
        throw new Problem(429, 'too-many-transfers', message);
      }
      if (!world.settlesAtOnce) return requested(id);
      const booked = stored(await bookTransfer(world, id, { byBuyer: true }));
      if (booked.state === 'done') return transferView(booked);
      const code = booked.reason ?? 'balance-not-enough';
      if (code === 'wallet-frozen') throw frozen(wallet);
      throw conflict(code, describeTransferRefusal[code] ?? 'It was refused');
    });
  }

  /** A request that is repeated after the freeze is answered as before it. */
  async function isRequested(id: BankTransfer['id']): Promise<boolean> {
    const { result } = await writer.write((connection) => readTransfer(connection, id));
    return result !== undefined;
  }

  async function requested(id: BankTransfer['id']): Promise<BankTransferView> {
    const { result } = await writer.write((connection) => readTransfer(connection, id));
    return transferView(stored(result));
  }
}

function readAmount(
  { amount: text }: Received<BuyerApi['POST /top-ups']>['body'],
  { wallet: { balance } }: Buyer,
): Money {
  const amount = parseAmount(text, balance.currency);
  if (amount && !isZero(amount)) return amount;
  throw invalid('amount', `an amount of ${balance.currency} above zero, such as "100.00"`);
}
