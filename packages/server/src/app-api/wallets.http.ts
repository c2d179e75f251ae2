import type { OperationsApi, PaidTradeView, Reply, WalletView } from '@sampan/api';
import {
  formatAmount,
  type Instant,
  isWalletId,
  isZero,
  offsetTime,
  required,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { readNewestWaiting, readTrade, readTradesOfWallet, statusAt } from '#acquiring';
import {
  insertPaymentCode,
  issuePaymentCode,
  listWallets,
  type TopUpRefusal,
  type Wallet,
} from '#wallet';
import { changeWalletTerms } from './change-wallet.ts';
import { describeRefusal } from './confirm-refusals.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { chargeView } from './exchange-view.ts';
import { asTradeId, definedOnly, Fields } from './fields.ts';
import { findWallet } from './find-wallet.ts';
import { openWallet, readNewWallet } from './new-wallet.ts';
import { once } from './once.http.ts';
import { type List, pageOf } from './page.ts';
import { conflict, invalid, unknown } from './problem.ts';
import { serve } from './serve.http.ts';
import { tradeView } from './trade-view.ts';

type TopUpView = Reply<OperationsApi['POST /admin/wallets/:id/top-ups']>;

const tradesShown = 20;

const walletList: List<Wallet, WalletId> = {
  name: 'wallets',
  keyOf: ({ id }) => [id],
  keyFrom: ([id = '']) => (isWalletId(id) ? id : undefined),
};

export function walletRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { acquiring, clock, reader, writer, lists, random } = world;
  const moving = { ...world, caller: 'operations' };

  serve(app, world, 'POST /admin/wallets', async ({ body }, request, reply) => {
    const wanted = readNewWallet(body);
    return once<WalletView>(request, reply, moving, async (command) =>
      walletView(await openWallet(world, wanted, command)),
    );
  });

  serve(app, world, 'GET /admin/wallets', async ({ query }) => {
    const page = await pageOf(walletList, query, async (after, limit) => {
      const { result } = await lists.read((connection) => listWallets(connection, after, limit));
      return result;
    });
    return { ...page, items: page.items.map(walletView) };
  });

  serve(app, world, 'GET /admin/wallets/:id', async ({ params }) => {
    const { wallet } = await findWallet(reader, params.id);
    const { result: trades, now } = await reader.read((connection) =>
      readTradesOfWallet(connection, wallet.id, tradesShown),
    );
    return { ...walletView(wallet), trades: trades.map((trade) => tradeView(trade, now)) };
  });

  serve(app, world, 'PATCH /admin/wallets/:id', async ({ params, body }) => {
    const { wallet } = await findWallet(reader, params.id);
    return walletView(await changeWalletTerms(world, wallet, body));
  });

  serve(app, world, 'POST /admin/wallets/:id/codes', async ({ params, body }) => {
    const { digits = 18 } = body;
    const { wallet, now } = await findWallet(reader, params.id);
    const code = issuePaymentCode(wallet, digits, now, random);
    await writer.write((connection) => insertPaymentCode(connection, code));
    return { code: code.code, expiresAt: offsetTime(code.expiresAt) };
  });

  serve(app, world, 'POST /admin/wallets/:id/confirm', async ({ params, body }, request, reply) => {
    const { tradeId, answer = 'confirm' } = body;
    const { wallet, now } = await findWallet(reader, params.id);
    return once<PaidTradeView>(request, reply, moving, async ({ choose }) => {
      // A repeat must not answer the next prompt that waits by then.
      const chosen = await choose(() => tradeId ?? newestWaiting(wallet, now));
      const chosenId = required(asTradeId(chosen), 'a trade was chosen');
      const { result: trade } = await reader.read((connection) => readTrade(connection, chosenId));
      if (!trade) throw unknown('trade', chosen);
      const { partnerId } = trade;
      const confirmed = await acquiring.confirm({
        ...{ walletId: wallet.id, partnerId, tradeId: trade.id, answer },
      });
      if (confirmed.outcome === 'refused') {
        throw conflict(confirmed.refusal, describeRefusal[confirmed.refusal]);
      }
      const status = statusAt(confirmed.trade, clock.now());
      const charged = confirmed.outcome === 'paid' ? chargeView(confirmed.trade) : {};
      return { tradeId: trade.id, status, ...charged };
    });
  });

  serve(app, world, 'POST /admin/wallets/:id/top-ups', async ({ params, body }, request, reply) => {
    const { wallet } = await findWallet(reader, params.id);
    const amount = new Fields(body, ['amount']).amount('amount', wallet.balance.currency);
    if (!amount || isZero(amount)) throw invalid('amount', 'an amount above zero');
    return once<TopUpView>(request, reply, moving, async ({ id: entryId }) => {
      const toppedUp = await acquiring.topUp({ walletId: wallet.id, amount, entryId });
      if (toppedUp.outcome === 'refused') {
        throw conflict(toppedUp.refusal, describeTopUpRefusal[toppedUp.refusal]);
      }
      return { ...walletView(toppedUp.wallet), entryId };
    });
  });

  async function newestWaiting({ id }: Wallet, now: Instant): Promise<TradeId> {
    const { result: trade } = await reader.read((connection) =>
      readNewestWaiting(connection, id, now),
    );
    if (!trade) throw conflict('nothing-waits', `Nothing waits for wallet ${id}`);
    return trade.id;
  }
}

const describeTopUpRefusal: Readonly<Record<TopUpRefusal, string>> = {
  'wallet-unknown': 'There is no such wallet',
  'currency-differs': 'The wallet has another currency',
  'wallet-frozen': 'The wallet is frozen',
};

function walletView(wallet: Wallet): WalletView {
  const { passwordFreeLimit, paymentLimit, dayLimit, monthLimit, changedAt } = wallet;
  return {
    walletId: wallet.id,
    userId: wallet.id,
    loginId: wallet.loginId,
    inst: wallet.inst,
    status: wallet.status,
    balance: formatAmount(wallet.balance),
    currency: wallet.balance.currency,
    ...definedOnly({
      passwordFreeLimit: passwordFreeLimit && formatAmount(passwordFreeLimit),
      paymentLimit: paymentLimit && formatAmount(paymentLimit),
      dayLimit: dayLimit && formatAmount(dayLimit),
      monthLimit: monthLimit && formatAmount(monthLimit),
    }),
    createdAt: offsetTime(wallet.createdAt),
    ...(changedAt && { changedAt: offsetTime(changedAt) }),
  };
}
