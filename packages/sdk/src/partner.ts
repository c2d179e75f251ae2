import { type Call, createCall, refusalBefore, type Timeouts } from './call.ts';
import { type NamedServices, namedServices } from './named-services.ts';
import { type AccountOptions, accountOf } from './partner-account.ts';
import { type RetryPolicy, usualRetry } from './retry.ts';
import { createSales, type Sales } from './sale/sales.ts';
import type { SaleSettings } from './sale/step.ts';
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
  /** Where sales survive a crash. Without one they are lost when the process ends. */
  readonly store?: Store;
  /** The timers of `collect` and `charge`. */
  readonly sales?: Partial<SaleSettings>;
  /** For tests: instead of HTTP. */
  readonly transport?: Transport;
  /** For tests: instead of the machine's time. */
  readonly time?: Time;
}

/** A partner's access to the gateway. */
export interface Partner extends Pick<Sales, 'collect' | 'charge' | 'resume' | 'settleOpen'> {
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
  /** Closes idle connections. */
  close(): void;
}

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
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const retry = { ...usualRetry, ...options.retry };
  const call = createCall({ account, timeouts, retry, transport, telemetry: observers, time });
  const store = options.store ?? memoryStore();
  const { collect, charge, resume, settleOpen } = createSales(
    { partner: account.id, call, store, time, telemetry: observers },
    ({ service, fields }) => refusalBefore(service, fields, account, time),
    { replyMs: timeouts.replyMs, ...options.sales },
  );
  return {
    id: account.id,
    call,
    services: namedServices(call),
    collect,
    charge,
    resume,
    settleOpen,
    close: () => transport.close(),
  };
}
