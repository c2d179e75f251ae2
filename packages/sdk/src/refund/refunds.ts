import type { RequestFields } from '../call.ts';
import type { CallResult, OwnRefusal } from '../result.ts';
import type { NextStep } from '../sale/outcome.ts';
import type { RunParts } from '../sale/run.ts';
import type { TrailEntry } from '../sale/sale.ts';
import type { SaleSettings } from '../sale/step.ts';
import { wait } from '../time.ts';

export type RefundFields = RequestFields<'alipay.acquire.overseas.spot.refund'>;

export interface RefundTerms {
  /** The id of the sale. */
  readonly id: string;
  /** The merchant's id of this refund. The same id is the same refund, also after a crash. */
  readonly refundId: string;
  /** All of the sale, or a part. */
  readonly amount: string;
  readonly currency: RefundFields['currency'];
  readonly reason?: string;
  /** `now`, unless said otherwise; `later` is accepted, and done by the gateway at night. */
  readonly when?: 'now' | 'later';
}

interface KnownRefund {
  readonly id: string;
  readonly refundId: string;
  readonly amount: string;
  readonly currency: string;
  readonly attempts: readonly TrailEntry[];
  readonly next: readonly NextStep[];
}

/**
 * How a refund ended. `accepted`: the gateway does it later and notifies. `notRefunded`: it was
 * refused, and may be asked for again with the same id. `unknown`: `settleOpen` goes on.
 */
export type RefundOutcome = KnownRefund &
  (
    | { readonly outcome: 'refunded' | 'accepted' | 'unknown' }
    | { readonly outcome: 'notRefunded'; readonly code: string; readonly means: string }
  );

/** What the store keeps of a refund. */
export interface StoredRefund {
  readonly terms: RefundTerms;
  readonly ended?: Ended;
  readonly trail: readonly TrailEntry[];
}

type Ended =
  | { readonly outcome: 'refunded' | 'accepted' }
  | { readonly outcome: 'notRefunded'; readonly code: string; readonly means: string };

export interface Refunds {
  /** Gives the money of a sale back, in whole or in part. */
  refund(terms: RefundTerms): Promise<RefundOutcome>;
  /**
   * The stored refunds, of one sale or of all, as they are now; in constant memory, in any order.
   * ```ts
   * for await (const { refundId, outcome } of partner.refunds('T-1')) show(refundId, outcome);
   * ```
   */
  refunds(id?: string): AsyncGenerator<RefundOutcome>;
  settleOpen(): Promise<readonly RefundOutcome[]>;
}

/**
 * Gives money back, once per `refundId`: the same request is repeated until the gateway has decided
 * or the time is over (protocol 08 §5), and goes on after a crash.
 */
export function createRefunds(
  { partner, call, store, time, telemetry }: RunParts,
  check: (fields: RefundFields) => OwnRefusal | undefined,
  settings: SaleSettings,
): Refunds {
  const prefix = `refund/${partner}/`;
  const running = new Map<string, Running>();

  /** One run per refund: a second call with its id gets the first one's outcome. */
  async function once(
    terms: RefundTerms,
    begin: () => Promise<RefundOutcome>,
  ): Promise<RefundOutcome> {
    const { refundId } = terms;
    const before = running.get(refundId);
    if (before) {
      assertSame(before.terms, terms);
      return before.outcome;
    }
    const outcome = begin().finally(() => running.delete(refundId));
    running.set(refundId, { terms, outcome });
    return outcome;
  }

  async function read(refundId: string): Promise<StoredRefund | undefined> {
    const text = await store.read(`${prefix}${refundId}`);
    return text === undefined ? undefined : JSON.parse(text);
  }

  const save = (refund: StoredRefund): Promise<void> =>
    store.write(`${prefix}${refund.terms.refundId}`, JSON.stringify(refund), !refund.ended);

  /** The money is back, whatever the store says; `settleOpen` hears it again from the gateway. */
  const saveIfPossible = (refund: StoredRefund): Promise<void> =>
    save(refund).catch((error: Error) =>
      telemetry.alarm(() => ({
        partner,
        sale: refund.terms.id,
        why: 'store-fails',
        message: `refund ${refund.terms.refundId}: ${error.message}`,
      })),
    );

  async function begin(terms: RefundTerms): Promise<RefundOutcome> {
    const stored = await read(terms.refundId);
    if (stored && stored.ended?.outcome !== 'notRefunded') {
      assertSame(stored.terms, terms);
      return stored.ended ? outcomeOf(stored) : goOn(stored);
    }
    const refused =
      typeof terms.amount === 'string'
        ? check(fieldsOf(terms))
        : { code: 'ILLEGAL_ARGUMENT', means: 'amount: not a text such as 39.25' };
    const fresh: StoredRefund = { terms, trail: [] };
    if (refused) {
      const { code, means } = refused;
      return outcomeOf({ ...fresh, ended: { outcome: 'notRefunded', code, means } });
    }
    // Before the first byte; when this throws, nothing has happened.
    await save(fresh);
    return goOn(fresh);
  }

  async function goOn(begun: StoredRefund): Promise<RefundOutcome> {
    const untilMs = time.monotonicMs() + settings.undoBudgetMs;
    const fields = fieldsOf(begun.terms);
    let refund = begun;
    for (;;) {
      const left = untilMs - time.monotonicMs();
      if (left <= 0) return outcomeOf(refund);
      const timeouts = { replyMs: Math.min(left, settings.replyMs) };
      const service = 'alipay.acquire.overseas.spot.refund';
      const result = await call(service, fields, { timeouts, retry: { tries: 1 } });
      refund = { ...refund, trail: [...refund.trail, ...trailOf(result)].slice(-trailMax) };
      const ended = endOf(result, begun.terms);
      if (ended) {
        refund = { ...refund, ended };
        await saveIfPossible(refund);
        return outcomeOf(refund);
      }
      await wait(time, Math.min(settings.undoEveryMs, untilMs - time.monotonicMs()));
    }
  }

  return {
    refund: (terms) => once(terms, () => begin(terms)),
    async *refunds(id) {
      for await (const [, text] of store.entries(prefix)) {
        const refund: StoredRefund = JSON.parse(text);
        if (id === undefined || refund.terms.id === id) yield outcomeOf(refund);
      }
    },
    async settleOpen() {
      const open = (await store.openKeys()).filter((key) => key.startsWith(prefix));
      const ids = open.map((key) => key.slice(prefix.length)).filter((id) => !running.has(id));
      const stored = (await Promise.all(ids.map(read))).filter((refund) => refund !== undefined);
      return Promise.all(
        stored.map(({ terms }) =>
          once(terms, async () => {
            const now = await read(terms.refundId);
            // It may have ended meanwhile. What was refused is asked for again only by the caller.
            return now?.ended ? outcomeOf(now) : goOn(now ?? { terms, trail: [] });
          }),
        ),
      );
    },
  };
}

interface Running {
  readonly terms: RefundTerms;
  readonly outcome: Promise<RefundOutcome>;
}

function assertSame({ refundId, id, amount, currency }: RefundTerms, other: RefundTerms): void {
  if (id === other.id && amount === other.amount && currency === other.currency) return;
  throw new Error(`refund ${refundId} has other terms: ${id} ${amount} ${currency}`);
}

const trailMax = 20;

const fieldsOf = ({ id, refundId, amount, currency, reason, when }: RefundTerms): RefundFields => ({
  partner_trans_id: id,
  partner_refund_id: refundId,
  currency,
  refund_amount: amount,
  ...(reason !== undefined && { refund_reason: reason }),
  is_sync: when === 'later' ? 'N' : 'Y',
});

/** What the result decides; undefined when the refund may have been done or not. */
function endOf(result: CallResult<unknown>, { when }: RefundTerms): Ended | undefined {
  if (result.outcome === 'success') return { outcome: when === 'later' ? 'accepted' : 'refunded' };
  // A code that the documents do not list may mean anything.
  if (result.outcome !== 'refused' || !result.known || result.class !== 'final') return undefined;
  const { code, means } = result;
  return { outcome: 'notRefunded', code, means };
}

function trailOf({ outcome, attempts }: CallResult<unknown>): readonly TrailEntry[] {
  const last = attempts.at(-1);
  if (!last) return [];
  const told = last.reason === undefined ? outcome : `${outcome}: ${last.reason}`;
  return [{ call: 'refund', at: last.startedAt, result: told }];
}

function outcomeOf({ terms, ended, trail }: StoredRefund): RefundOutcome {
  const { id, refundId, amount, currency } = terms;
  const known = { id, refundId, amount, currency, attempts: trail };
  if (!ended) return { outcome: 'unknown', ...known, next: ['resolve'] };
  return { ...ended, ...known, next: ended.outcome === 'notRefunded' ? ['retry'] : [] };
}
