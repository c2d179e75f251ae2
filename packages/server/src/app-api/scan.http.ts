import type { PaidTradeView } from '@sampan/api';
import { isPositive, parseAmount } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  isTrade,
  type MerchantCode,
  type Order,
  readMerchantCode,
  readOrderByCode,
  statusAt,
  type Trade,
} from '#acquiring';
import { readCode } from '#codes';
import type { Wallet } from '#wallet';
import { describeRefusal } from './confirm-refusals.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { chargeView } from './exchange-view.ts';
import { findWallet } from './find-wallet.ts';
import { type OwnCommand, once } from './once.http.ts';
import { conflict, invalid } from './problem.ts';
import { type CodeRefusal, describeCodeRefusal, openOrder, openShopOrder } from './scan-code.ts';
import { serve } from './serve.http.ts';

/**
 * The operator scans for the buyer, and pays at once: operators need no PIN. An order that was
 * opened and could not be paid waits, as when a buyer puts the phone away.
 */
export function scanRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, acquiring, clock } = world;

  serve(app, world, 'POST /admin/wallets/:id/scan', async ({ params, body }, request, reply) => {
    const { code: text, amount } = body;
    const { wallet } = await findWallet(reader, params.id);
    const moving = { ...world, caller: 'operations' };
    return once<PaidTradeView>(request, reply, moving, async (command) => {
      const opened = await open({ wallet, token: readCode(text), amount }, command);
      const { id: tradeId, partnerId } = opened;
      const answer = 'confirm';
      const paid = await acquiring.confirm({ walletId: wallet.id, partnerId, tradeId, answer });
      if (paid.outcome === 'refused') throw conflict(paid.refusal, describeRefusal[paid.refusal]);
      return { tradeId, status: statusAt(paid.trade, clock.now()), ...chargeView(paid.trade) };
    });
  });

  interface Scan {
    readonly wallet: Wallet;
    readonly token: string | undefined;
    readonly amount: string | undefined;
  }

  async function open(scan: Scan, command: OwnCommand): Promise<Trade> {
    const { wallet, token, amount } = scan;
    const { id, isKeyed } = command;
    if (token === undefined) throw refused('code-unknown');
    const { result } = await reader.read((connection) =>
      Promise.all([readOrderByCode(connection, token), readMerchantCode(connection, token)]),
    );
    const [order, shop] = result;
    const before = await command.choose(() => (isPaid(order) ? 'paid' : 'not-paid'));
    const opened = order
      ? await openOrder(order, { token, wallet, amount }, world)
      : shop &&
        (await openShopOrder(shop, { wallet, typed: typedAt(shop, amount, isKeyed), id }, world));
    if (opened?.outcome === 'opened') return opened.trade;
    // Not paid when this key was first used: a request with the same key has paid it since.
    const isOwn = isKeyed && before === 'not-paid' && opened?.refusal === 'order-paid';
    const own = isOwn && (await ownTrade(wallet, token));
    if (own) return own;
    throw refused(opened?.refusal ?? 'code-unknown');
  }

  function isPaid(order: Order | undefined): boolean {
    return isTrade(order) && order.payment !== undefined;
  }

  async function ownTrade(wallet: Wallet, token: string): Promise<Trade | undefined> {
    const { result: order } = await reader.read((connection) => readOrderByCode(connection, token));
    return isTrade(order) && order.walletId === wallet.id ? order : undefined;
  }
}

/**
 * The amount that the buyer types at the desk. A stopped code asks for no amount; a payment from
 * before the stop is still found by its key.
 */
function typedAt(
  { status, priceCurrency }: MerchantCode,
  amount: string | undefined,
  isKeyed: boolean,
) {
  if (status !== 'normal' && !isKeyed) throw refused('code-not-usable');
  if (amount === undefined) {
    throw conflict('amount-required', 'This is the code of a shop: say what is paid', 'amount');
  }
  const typed = parseAmount(amount, priceCurrency);
  if (!typed || !isPositive(typed)) throw invalid('amount', `an amount of ${priceCurrency}`);
  return typed;
}

const refused = (refusal: CodeRefusal) => conflict(refusal, describeCodeRefusal[refusal], 'code');
