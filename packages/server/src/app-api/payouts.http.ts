import type { NotOrderedView, PayoutsView } from '@sampan/api';
import {
  addDays,
  type BusinessDate,
  businessDate,
  type Currency,
  formatAmount,
  isCurrency,
  offsetTime,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { executionDay, loadCalendars } from '#calendar';
import type { Connection } from '#database';
import {
  type BankAccount,
  makePayoutOrder,
  messageIdOf,
  type NotOrdered,
  pain001,
  putPartnerAccount,
  putPayoutSource,
  readNotOrdered,
  readPartnerAccount,
  readPayoutOrders,
  readPayoutSources,
  readPayouts,
} from '#payout';
import { bankAccountNames, readBankAccount } from './bank-account-fields.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { Fields } from './fields.ts';
import { knownPartner } from './known-partner.ts';
import { once } from './once.http.ts';
import { conflict, invalid, unknown } from './problem.ts';
import { readDay } from './read-day.ts';
import { serve } from './serve.http.ts';

const accountFields = { holder: 'holder', account: 'account', bank: 'bank' } as const;

/**
 * The payment orders of a settlement day. A batch is in one order at most; an order's
 * message (ISO 20022 pain.001) is the same bytes whenever it is fetched.
 */
export function payoutRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, writer, lists, clock, openConnection } = world;

  serve(app, world, 'GET /admin/payouts/:date', async ({ params }) => view(readDay(params.date)));

  serve(app, world, 'POST /admin/payouts/:date', async ({ params, body }, request, reply) => {
    const only = body.currency === undefined ? undefined : readCurrency(body.currency);
    const day = readDay(params.date);
    // A batch is in one order at most, so doing it again orders nothing twice.
    return once<PayoutsView>(request, reply, { ...world, caller: 'operations' }, async () => {
      const connection = await openConnection();
      try {
        await order(connection, day, only);
      } finally {
        await connection.close();
      }
      return view(day);
    });
  });

  const ofOrder = 'GET /admin/payouts/:date/:currency/:number';
  serve(app, world, ofOrder, async ({ params }, _request, reply) => {
    const { date, currency, number } = params;
    const { result: orders } = await lists.read((connection) =>
      readPayoutOrders(connection, readDay(date)),
    );
    const found = orders.find(
      (each) => each.currency === currency && String(each.number) === number,
    );
    if (!found) throw unknown('payout-order', `${date}/${currency}/${number}`);
    const { result: payouts } = await lists.read((connection) => readPayouts(connection, found));
    reply.headers({
      'content-type': 'application/xml; charset=utf-8',
      'content-disposition': `attachment; filename="${messageIdOf(found)}.xml"`,
    });
    return reply.send(pain001(found, payouts));
  });

  serve(app, world, 'GET /admin/payout-sources', async () => {
    const { result } = await reader.read(readPayoutSources);
    return {
      sources: [...result].map(([currency, source]) => ({ currency, ...accountView(source) })),
    };
  });

  serve(app, world, 'PUT /admin/payout-sources/:currency', async ({ params, body }) => {
    const { currency } = params;
    if (!isCurrency(currency)) throw unknown('currency', currency);
    const source = readBankAccount(new Fields(body, bankAccountNames), accountFields);
    await writer.write((connection) => putPayoutSource(connection, currency, source, clock.now()));
    return { currency, ...accountView(source) };
  });

  serve(app, world, 'GET /admin/partners/:id/payout', async ({ params }) => {
    const partnerId = await knownPartner(reader, params.id);
    const { result } = await reader.read((connection) => readPartnerAccount(connection, partnerId));
    return { partnerId, ...(result && accountView(result)) };
  });

  serve(app, world, 'PUT /admin/partners/:id/payout', async ({ params, body }) => {
    const account = readBankAccount(new Fields(body, bankAccountNames), accountFields);
    const partnerId = await knownPartner(reader, params.id);
    await writer.write((connection) =>
      putPartnerAccount(connection, partnerId, account, clock.now()),
    );
    return { partnerId, ...accountView(account) };
  });

  /** Makes an order in each currency that has an account of ours to pay from. */
  async function order(
    connection: Connection,
    settledOn: BusinessDate,
    only: Currency | undefined,
  ): Promise<void> {
    const left = await readNotOrdered(connection, settledOn);
    const payable = left.filter(({ hasAccount }) => hasAccount);
    const wanted = new Set(payable.map(({ amount }) => amount.currency));
    const sources = await readPayoutSources(connection);
    const currencies = [...wanted].filter((currency) => only === undefined || currency === only);
    const [missing] = currencies.filter((currency) => !sources.has(currency));
    if (missing !== undefined && currencies.every((currency) => !sources.has(currency))) {
      const say = `sampan payout source ${missing} --holder … --account …`;
      throw conflict('source-missing', `No account pays out ${missing}; say which: ${say}`);
    }
    for (const currency of currencies) {
      if (!sources.has(currency)) continue;
      const madeAt = clock.now();
      const executedOn = await executionDayOf(currency, settledOn, businessDate(madeAt));
      await makePayoutOrder(connection, { settledOn, currency, madeAt, executedOn });
    }
  }

  /** On the day of the settlement, later when the order is, and never when the bank is closed. */
  async function executionDayOf(
    currency: Currency,
    settledOn: BusinessDate,
    today: BusinessDate,
  ): Promise<BusinessDate> {
    const [, first = today] = [settledOn, today].sort();
    const calendars = await loadCalendars(world, { from: first, to: addDays(first, 100) });
    return executionDay(first, currency, calendars);
  }

  async function view(date: BusinessDate): Promise<PayoutsView> {
    const { result: orders } = await lists.read((connection) => readPayoutOrders(connection, date));
    const { result: left } = await lists.read((connection) => readNotOrdered(connection, date));
    const { result: sources } = await reader.read(readPayoutSources);
    return {
      date,
      orders: orders.map((each) => ({
        messageId: messageIdOf(each),
        currency: each.currency,
        number: each.number,
        madeAt: offsetTime(each.madeAt),
        executedOn: each.executedOn,
        payouts: Number(each.payouts),
        total: formatAmount(each.total),
      })),
      notOrdered: left.map((each) => ({
        batchId: each.batchId,
        partnerId: each.partnerId,
        amount: formatAmount(each.amount),
        currency: each.amount.currency,
        why: whyNotOrdered(each, sources),
      })),
    };
  }
}

/** What keeps a batch from the bank. */
function whyNotOrdered(
  { hasAccount, amount }: NotOrdered,
  sources: ReadonlyMap<Currency, BankAccount>,
): NotOrderedView['why'] {
  if (!hasAccount) return 'account-missing';
  return sources.has(amount.currency) ? 'not-ordered-yet' : 'source-missing';
}

function readCurrency(text: string): Currency {
  if (isCurrency(text)) return text;
  throw invalid('currency', 'a currency such as HKD');
}

const accountView = ({ holder, account, bank }: BankAccount) => ({
  holder,
  account,
  ...(bank !== undefined && { bank }),
});
