import type { RequestFields } from '../call.ts';
import type { OwnRefusal } from '../result.ts';
import { isWait } from '../settings.ts';
import { statusFinding } from './finding.ts';
import { outcomeOf, type SaleOutcome } from './outcome.ts';
import type { Opening } from './requests.ts';
import { type OrderCode, type RunningSale, type RunParts, runSale } from './run.ts';
import { isFinal, type Sale, saleIdMax, type Terms } from './sale.ts';
import type { SaleSettings } from './step.ts';

type PayFields = RequestFields<'alipay.acquire.overseas.spot.pay'>;
type OrderFields = RequestFields<'alipay.acquire.precreate'>;

export interface SaleTerms {
  /** The merchant's id of this sale. The same id is the same sale, also after a crash. */
  readonly id: string;
  /** `39.25` */
  readonly amount: string;
  readonly currency: PayFields['currency'];
  /** What is sold; the buyer sees it. */
  readonly subject: string;
  /** Sub-merchant, store and terminal. Risk control refuses payments without them. */
  readonly shop?: NonNullable<PayFields['extend_info']>;
  /** For the buyer, from the request on; 60 s unless said otherwise. */
  readonly deadlineMs?: number;
  /** Stops the sale: it is cancelled if it may have been paid. */
  readonly signal?: AbortSignal;
}

export interface CollectTerms extends SaleTerms {
  readonly codeType?: PayFields['identity_code_type'];
  /** Further fields of `alipay.acquire.overseas.spot.pay`. */
  readonly fields?: Partial<PayFields>;
}

export interface ChargeTerms extends SaleTerms {
  /** Shows the code to the buyer. When it throws or rejects, the sale is cancelled. */
  readonly show: (code: OrderCode) => unknown;
  /** Where the gateway sends the notification; without it the SDK only queries. */
  readonly notifyUrl?: string;
  /** Further fields of `alipay.acquire.precreate`. */
  readonly fields?: Partial<OrderFields>;
}

/** Why a request must not be sent, as `call` would refuse it. */
export type CheckOpening = (opening: Opening) => OwnRefusal | undefined;

export interface Sales {
  /**
   * Takes the money from the payment code that the cashier scanned: pays, asks until it is decided,
   * and cancels at the deadline. Never throws for business or network; throws when the store cannot
   * keep the sale before it begins, and when its id was used for another amount.
   * ```ts
   * const sale = await partner.collect(
   *   { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Flat white' },
   *   '289216843756120934',
   * );
   * ```
   */
  collect(terms: CollectTerms, code: string): Promise<SaleOutcome>;
  /**
   * Takes the money for an order code that the buyer scans: makes the order, shows its code, waits
   * for the notification or asks, and cancels at the deadline. Otherwise like `collect`.
   */
  charge(terms: ChargeTerms): Promise<SaleOutcome>;
  /**
   * The outcome of a stored sale, which goes on if it is open; undefined for an unknown id. The signal
   * stops it as that of `collect` does, unless the sale runs already.
   */
  resume(id: string, options?: { readonly signal?: AbortSignal }): Promise<SaleOutcome | undefined>;
  /** Goes on with every open sale that does not run in this process. */
  settleOpen(): Promise<readonly SaleOutcome[]>;
  /** Lets the sale of a verified notification ask the gateway at once. */
  notified(id: string, tradeStatus: string | undefined): void;
}

export function createSales(parts: RunParts, check: CheckOpening, settings: SaleSettings): Sales {
  const { partner, store, time } = parts;
  const running = new Map<string, Pick<RunningSale, 'notify'>>();
  const outcomes = new Map<string, Promise<SaleOutcome>>();
  const runningTerms = new Map<string, Terms>();
  const prefix = `sale/${partner}/`;

  /** One run per sale: a second call with its id gets the first one's outcome. */
  function once(id: string, terms: Terms, begin: () => Promise<SaleOutcome>): Promise<SaleOutcome> {
    const before = outcomes.get(id);
    if (before) return before;
    const outcome = begin().finally(() => {
      outcomes.delete(id);
      runningTerms.delete(id);
    });
    outcomes.set(id, outcome);
    runningTerms.set(id, terms);
    return outcome;
  }

  /** The outcome of one sale must not be taken for that of another. */
  async function press(
    kind: Sale['kind'],
    given: SaleTerms,
    begin: () => Promise<SaleOutcome>,
  ): Promise<SaleOutcome> {
    const { id, amount, currency } = given;
    const terms: Terms = { kind, amount, currency };
    const running = runningTerms.get(id);
    if (running) assertSame(id, running, terms);
    return once(id, terms, begin);
  }

  async function live(sale: Sale, begin: (key: string) => RunningSale): Promise<SaleOutcome> {
    const run = begin(`${prefix}${sale.id}`);
    running.set(sale.id, run);
    try {
      return await run.outcome;
    } finally {
      running.delete(sale.id);
    }
  }

  async function read(id: string): Promise<Sale | undefined> {
    const text = await store.read(`${prefix}${id}`);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async function begin(
    kind: Sale['kind'],
    terms: SaleTerms,
    opening: Opening,
    show?: ChargeTerms['show'],
  ): Promise<SaleOutcome> {
    const { id, amount, currency, signal, deadlineMs = usualDeadlineMs } = terms;
    const startedAt = time.now();
    const { trans_currency: priceCurrency } = opening.fields;
    const fresh: Sale = {
      kind,
      id,
      amount,
      currency,
      ...(priceCurrency !== undefined && priceCurrency !== currency && { priceCurrency }),
      startedAt,
      deadlineAt: startedAt + deadlineMs,
      state: { is: 'opening' },
      undone: 0,
      trail: [],
    };
    const stored = await read(id);
    if (stored && !mayBeginAgain(stored)) {
      assertSame(id, stored, fresh);
      return goOn(stored, signal);
    }
    const refusal = wrongTerms(terms) ?? check(opening);
    if (refusal) {
      const { code, means } = refusal;
      return outcomeOf({ ...fresh, state: { is: 'not-paid', why: 'refused', code, means } });
    }
    if (signal?.aborted) return outcomeOf({ ...fresh, state: { is: 'not-paid', why: 'not-sent' } });
    return live(fresh, (key) =>
      runSale(parts, fresh, { settings, key, opening, signal, ...(show && { show }) }),
    );
  }

  async function goOn(stored: Sale, signal?: AbortSignal): Promise<SaleOutcome> {
    if (isFinal(stored)) return outcomeOf(stored);
    const { startedAt, deadlineAt } = stored;
    // When the machine's clock was set back, the sale must not wait until it is there again.
    const sale = {
      ...stored,
      deadlineAt: Math.min(deadlineAt, time.now() + deadlineAt - startedAt),
    };
    return live(sale, (key) => runSale(parts, sale, { settings, key, signal }));
  }

  async function resume(
    id: string,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<SaleOutcome | undefined> {
    const seen = await read(id);
    if (!seen) return outcomes.get(id);
    // Read again: it may have ended meanwhile.
    return once(id, seen, async () => goOn((await read(id)) ?? seen, signal));
  }

  return {
    collect: (terms, code) =>
      press('collect', terms, () => begin('collect', terms, payment(partner, terms, code))),
    charge: (terms) =>
      press('charge', terms, () => begin('charge', terms, order(terms, settings), terms.show)),
    resume,
    async settleOpen() {
      const open = (await store.openKeys()).filter((key) => key.startsWith(prefix));
      const ids = open.map((key) => key.slice(prefix.length)).filter((id) => !outcomes.has(id));
      const settled = await Promise.all(ids.map((id) => resume(id)));
      return settled.filter((outcome) => outcome !== undefined);
    },
    notified(id, tradeStatus) {
      const { found } = statusFinding(tradeStatus);
      if (found === 'paid' || found === 'closed') running.get(id)?.notify();
    },
  };
}

function assertSame(id: string, first: Terms, second: Terms): void {
  const { kind, amount, currency } = first;
  if (kind === second.kind && amount === second.amount && currency === second.currency) return;
  throw new Error(`sale ${id} has other terms: ${kind} ${amount} ${currency}`);
}

/** A sale that was refused or not sent left nothing at the gateway; its id may be used again. */
const mayBeginAgain = ({ state }: Sale): boolean =>
  state.is === 'not-paid' && (state.why === 'refused' || state.why === 'not-sent');

/** What the declarations of the services do not say. */
function wrongTerms({ id, amount, deadlineMs = usualDeadlineMs }: SaleTerms) {
  const wrong = (means: string) => ({ code: 'ILLEGAL_ARGUMENT', means }) as const;
  if (typeof id !== 'string') return wrong('id: not a text');
  if (typeof amount !== 'string') return wrong('amount: not a text such as 39.25');
  if (id.length > saleIdMax) return wrong(`id: longer than ${saleIdMax} characters`);
  return isWait(deadlineMs) ? undefined : wrong('deadlineMs: not milliseconds above 0');
}

const usualDeadlineMs = 60_000;

const payment = (partner: string, terms: CollectTerms, code: string): Opening => ({
  service: 'alipay.acquire.overseas.spot.pay',
  fields: {
    alipay_seller_id: partner,
    trans_name: terms.subject,
    biz_product: 'OVERSEAS_MBARCODE_PAY',
    ...(terms.shop && { extend_info: terms.shop }),
    ...terms.fields,
    partner_trans_id: terms.id,
    currency: terms.currency,
    trans_amount: terms.amount,
    buyer_identity_code: code,
    identity_code_type: terms.codeType ?? 'barcode',
  },
});

const order = (terms: ChargeTerms, { undoBudgetMs }: SaleSettings): Opening => {
  const { deadlineMs = usualDeadlineMs } = terms;
  return {
    service: 'alipay.acquire.precreate',
    fields: {
      product_code: 'OVERSEAS_MBARCODE_PAY',
      trans_currency: terms.currency,
      // The order dies by itself, should nothing be able to cancel it.
      it_b_pay: `${Math.ceil((deadlineMs + undoBudgetMs) / 60_000)}m`,
      ...(terms.notifyUrl !== undefined && { notify_url: terms.notifyUrl }),
      ...(terms.shop && { extend_params: terms.shop }),
      subject: terms.subject,
      ...terms.fields,
      out_trade_no: terms.id,
      currency: terms.currency,
      total_fee: terms.amount,
    },
  };
};
