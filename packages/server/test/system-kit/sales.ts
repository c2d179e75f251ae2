/**
 * A day at the tills: payments, some of which are refunded in part or cancelled. What was answered
 * is noted, to be compared with the books after whatever has happened meanwhile.
 */
import assert from 'node:assert/strict';
import type { Random } from '@sampan/primitives';
import { cancel, payment, query, refund } from '../gateway-asked.ts';
import type { Asked } from '../gateway-world.ts';
import type { Books } from './books.ts';
import { decimal } from './shop.ts';
import { askUntilKnown, errorOf, isOpen, isSuccess, type Reply, type Till } from './till.ts';

/** One request and its last reply; none while it was not sent. */
interface Step {
  readonly asked: Asked;
  reply?: Reply;
}

export interface Sale {
  readonly order: string;
  readonly walletId: string;
  /** In cents. */
  readonly amount: number;
  readonly pay: Step;
  /** What follows when it is paid. */
  readonly next?: Step & { readonly kind: 'refund' | 'cancel' };
}

export interface SalesOptions {
  readonly partnerId: string;
  readonly prefix: string;
  readonly wallets: readonly string[];
  readonly codes: readonly string[];
  readonly random: Random;
}

/** A sale for each code, of 1.00 to 20.00: one in five is refunded by half, one in five cancelled. */
export function planSales(options: SalesOptions): readonly Sale[] {
  const { partnerId, prefix, wallets, codes, random } = options;
  return codes.map((code, index) => {
    const order = `${prefix}-${index}`;
    const amount = 100 + random.below(1_901);
    const asked = payment(partnerId, code, {
      partner_trans_id: order,
      trans_amount: decimal(amount),
    });
    const walletId = wallets[index] as string;
    const sale = { order, walletId, amount, pay: { asked } };
    const half = { refund_amount: decimal(Math.floor(amount / 2)) };
    if (index % 5 === 0) return { ...sale, next: { kind: 'refund', asked: refund(order, half) } };
    if (index % 5 === 1) return { ...sale, next: { kind: 'cancel', asked: cancel(order) } };
    return sale;
  });
}

export interface Running {
  /** How many tills sell at the same time. */
  readonly tills: number;
  /** Told of each reply as it comes. */
  readonly onReply: (reply: Reply) => void;
  /** A till goes home when it is not answered; otherwise it goes on with the next customer. */
  readonly endsWithSilence: boolean;
}

export async function runSales(till: Till, sales: readonly Sale[], running: Running) {
  const waiting = [...sales];
  const ask = async (step: Step): Promise<Reply> => {
    step.reply = await till.ask(step.asked);
    running.onReply(step.reply);
    return step.reply;
  };
  const sell = async (): Promise<void> => {
    for (let sale = waiting.shift(); sale; sale = waiting.shift()) {
      let reply = await ask(sale.pay);
      if (sale.next && isSuccess(reply)) reply = await ask(sale.next);
      if (running.endsWithSilence && reply.kind === 'silence') return;
    }
  };
  await Promise.all(Array.from({ length: running.tills }, sell));
}

/** What was answered is true, what was refused or not even asked has not happened. */
export function checkAnswers(sales: readonly Sale[], books: Books): void {
  for (const { order, amount, walletId, pay, next } of sales) {
    const found = books.orders.get(order);
    const { reply } = pay;
    if (found) {
      assert.deepEqual(
        [found.amount, found.walletId, found.isPaid],
        [amount, walletId, true],
        order,
      );
    }
    if (reply && isSuccess(reply)) assert.equal(tradeIdIn(reply), found?.tradeId, order);
    else if (!reply || !isOpen(reply)) assert.equal(found, undefined, order);
    // No third state is possible: the books are whole, and hold what was asked for.
    if (found && next) checkNext(order, next, found);
    else if (found) assert.deepEqual([found.state, found.refunds.size], ['paid', 0], order);
  }
}

function checkNext(
  order: string,
  { kind, asked, reply }: NonNullable<Sale['next']>,
  { refunds, isCancelled }: { refunds: ReadonlyMap<string, number>; isCancelled: boolean },
): void {
  const given = [...refunds].map(([id, amount]) => `${id} ${decimal(amount)}`);
  const wanted = `${asked['partner_refund_id']} ${asked['refund_amount']}`;
  const happened = kind === 'cancel' ? isCancelled : given.length > 0;
  assert.deepEqual(given, kind === 'refund' && happened ? [wanted] : [], order);
  const said = `${kind} of ${order} was answered ${JSON.stringify(reply)}`;
  if (reply && isSuccess(reply)) assert.ok(happened, `${said} and is lost`);
  else if (!reply || !isOpen(reply)) assert.ok(!happened, `${said} and is there`);
}

/** The sales of which the last reply left something open. */
export const openSales = (sales: readonly Sale[]): readonly Sale[] =>
  sales.filter(({ pay, next }) => [pay, next].some((step) => step?.reply && isOpen(step.reply)));

/** What became of the requests that had no reply. */
export const silences = (sales: readonly Sale[]): readonly string[] =>
  sales.flatMap(({ pay, next }) =>
    [pay, next].flatMap((step) => (step?.reply?.kind === 'silence' ? [step.reply.why] : [])),
  );

/** The orders of requests that had no reply and were carried out all the same. */
export function doneInSilence(sales: readonly Sale[], { orders }: Books): readonly string[] {
  return sales.flatMap(({ order, pay, next }) => {
    const found = orders.get(order);
    const isFollowed = found !== undefined && (found.isCancelled || found.refunds.size > 0);
    const isSilent = (step: Step | undefined) => step?.reply?.kind === 'silence';
    return (isSilent(pay) && found) || (isSilent(next) && isFollowed) ? [order] : [];
  });
}

/** A query tells of each sale what the books hold. */
export async function checkQueries(till: Till, sales: readonly Sale[], books: Books) {
  await Promise.all(
    sales.map(async ({ order }) => {
      const found = books.orders.get(order);
      const reply = await askUntilKnown(till, query(order));
      if (!found) return assert.equal(errorOf(reply), 'TRADE_NOT_EXIST', order);
      const status = found.state === 'closed' ? 'TRADE_CLOSED' : 'TRADE_SUCCESS';
      assert.ok(reply.kind === 'answer');
      const { alipay_trans_status, alipay_trans_id } = reply.fields;
      assert.deepEqual([alipay_trans_status, alipay_trans_id], [status, found.tradeId], order);
    }),
  );
}

/**
 * Repeats what was left open until it is known, and each success once more: the second answer is the
 * first. A payment that was refused stays untried: its buyer may have got money back since.
 */
export async function settleSales(till: Till, sales: readonly Sale[]): Promise<void> {
  await Promise.all(
    sales.map(async ({ pay, next }) => {
      const step = next?.reply ? next : pay;
      if (!step.reply) return;
      if (isOpen(step.reply)) step.reply = await askUntilKnown(till, step.asked);
      if (!isSuccess(step.reply)) return;
      assert.deepEqual(await askUntilKnown(till, step.asked), step.reply);
    }),
  );
}

const tradeIdIn = (reply: Reply): string | undefined =>
  reply.kind === 'answer' ? reply.fields['alipay_trans_id'] : undefined;
