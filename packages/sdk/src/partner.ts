import type { ServiceName } from '@sampan/protocol';
import {
  type Call,
  type CallOptions,
  createCall,
  type ReplyFields,
  type RequestFields,
  refusalBefore,
  type Timeouts,
} from './call.ts';
import { type NamedServices, namedServices } from './named-services.ts';
import {
  createHandler,
  type NotificationHandler,
  type OnNotification,
} from './notification/handler.ts';
import { createVerify, type VerifyNotification } from './notification/verify.ts';
import { type AccountOptions, accountOf } from './partner-account.ts';
import { createRefunds, type RefundOutcome, type Refunds } from './refund/refunds.ts';
import type { CallResult } from './result.ts';
import { type RetryPolicy, usualRetry } from './retry.ts';
import type { SaleOutcome } from './sale/outcome.ts';
import { createSales, type Sales } from './sale/sales.ts';
import { type SaleSettings, usualSettings } from './sale/step.ts';
import { checkWaits, settled } from './settings.ts';
import { memoryStore, type Store } from './store/store.ts';
import { type Hooks, telemetry } from './telemetry.ts';
import { systemTime } from './time.system.ts';
import type { Time } from './time.ts';
import { httpTransport } from './transport.http.ts';
import type { Transport } from './transport.ts';

export interface PartnerOptions extends AccountOptions {
  /** 3 s for the connection and 15 s for the reply unless said otherwise. */
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
  readonly hooks?: Hooks;
  /** Where sales and refunds survive a crash. Without one they are lost with the process. */
  readonly store?: Store;
  /** The timers of sales and refunds. */
  readonly sales?: Partial<SaleSettings>;
  /** For tests: instead of HTTP. */
  readonly transport?: Transport;
  /** For tests: instead of the machine's time. */
  readonly time?: Time;
}

/** A partner's access to the gateway. */
export interface Partner
  extends Pick<Sales, 'collect' | 'charge' | 'resume'>,
    Pick<Refunds, 'refund' | 'refunds'> {
  readonly id: string;
  /**
   * Calls a service by its name on the wire.
   * ```ts
   * const result = await partner.call('alipay.acquire.overseas.query', { partner_trans_id: 'T-1' });
   * if (result.outcome === 'success') show(result.reply.alipay_trans_status);
   * ```
   */
  readonly call: Call;
  /** The same, with one method per service. */
  readonly services: NamedServices;
  /**
   * Makes the code of a shop, for which each buyer types the amount, or answers the one that it has.
   */
  merchantCode(
    shop: CodeFields['biz_data'],
    options?: { readonly notifyUrl?: string } & CallOptions,
  ): Promise<CallResult<ReplyFields<'alipay.commerce.qrcode.create'>>>;
  /**
   * Verifies a notification over its raw body.
   * ```ts
   * const verified = await partner.verifyNotification(request);
   * if (verified.outcome === 'rejected') log(verified.error.message);
   * ```
   */
  readonly verifyNotification: VerifyNotification;
  /**
   * Receives notifications: verifies, hands each to the business once, and answers. A `charge` that
   * waits for its payment goes on at once.
   * ```ts
   * const handler = partner.notificationHandler(({ out_trade_no }) => book(out_trade_no));
   * createServer(handler.node).listen(8080);
   * ```
   */
  notificationHandler(onNotification: OnNotification): NotificationHandler;
  /** Goes on with every open sale and refund that does not run in this process. */
  settleOpen(): Promise<{
    readonly sales: readonly SaleOutcome[];
    readonly refunds: readonly RefundOutcome[];
  }>;
  /** Closes idle connections. */
  close(): void;
}

type CodeFields = RequestFields<'alipay.commerce.qrcode.create'>;

const usualTimeouts: Timeouts = { connectMs: 3_000, replyMs: 15_000 };

/**
 * Opens the gateway for a partner. Throws only for wrong options; calls never throw.
 * ```ts
 * const partner = createPartner({
 *   gateway: 'test',
 *   id: '2088000000000001',
 *   contract: 'hk',
 *   sign: { type: 'MD5', key },
 * });
 * ```
 */
export function createPartner(options: PartnerOptions): Partner {
  const account = accountOf(options);
  const time = options.time ?? systemTime;
  const transport = options.transport ?? httpTransport(time);
  const observers = telemetry(options.hooks ?? {});
  const timeouts = settled(usualTimeouts, options.timeouts);
  const retry = settled(usualRetry, options.retry);
  const call = createCall({ account, timeouts, retry, transport, telemetry: observers, time });
  const store = options.store ?? memoryStore();
  const parts = { partner: account.id, call, store, time, telemetry: observers };
  const { replyMs } = timeouts;
  const settings = settled(usualSettings, { replyMs }, options.sales);
  checkWaits('timeouts', timeouts, []);
  checkWaits('retry', retry, ['baseMs', 'maxMs']);
  checkWaits('sales', settings, ['firstQueryMs', 'undoBudgetMs']);
  if (!Number.isInteger(retry.tries) || retry.tries < 1) {
    throw new TypeError('createPartner: retry.tries must be a whole number of at least 1');
  }
  const refusal = (service: ServiceName, fields: Readonly<Record<string, unknown>>) =>
    refusalBefore(service, fields, account, time);
  const sales = createSales(parts, ({ service, fields }) => refusal(service, fields), settings);
  const refunds = createRefunds(
    parts,
    (fields) => refusal('alipay.acquire.overseas.spot.refund', fields),
    settings,
  );
  const verifyNotification = createVerify(account, call, time);
  return {
    id: account.id,
    call,
    services: namedServices(call),
    collect: sales.collect,
    charge: sales.charge,
    resume: sales.resume,
    refund: refunds.refund,
    refunds: refunds.refunds,
    merchantCode(shop, { notifyUrl, ...callOptions } = {}) {
      const fields: CodeFields = {
        biz_type: 'OVERSEASHOPQRCODE',
        biz_data: shop,
        ...(notifyUrl !== undefined && { notify_url: notifyUrl }),
      };
      return call('alipay.commerce.qrcode.create', fields, callOptions);
    },
    verifyNotification,
    notificationHandler: (onNotification) =>
      createHandler(
        { ...parts, verify: verifyNotification, notified: sales.notified },
        onNotification,
      ),
    async settleOpen() {
      const [ofSales, ofRefunds] = await Promise.all([sales.settleOpen(), refunds.settleOpen()]);
      return { sales: ofSales, refunds: ofRefunds };
    },
    close: () => transport.close(),
  };
}
