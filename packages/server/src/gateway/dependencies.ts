import type { Clock, Random, Timers } from '@sampan/primitives';
import type { Acquiring, Trade, TradeKey } from '#acquiring';
import type { Lookup, Reader, Writer } from '#database';
import type { Notifier } from '#notification';
import type { PartnerDirectory, PlatformKeys } from '#partner';
import type { OnAnswer } from './answered.ts';
import type { Exchange } from './exchange.ts';
import type { Interposition } from './interposition.ts';
import type { Refusal } from './refusal.ts';
import type { OnPartnerRefusal } from './refusal-tally.ts';

/** The gateway's dependencies. */
export interface GatewayDependencies {
  /** Business time, for the age of requests; trades take theirs from the lane. */
  readonly clock: Clock;
  readonly reader: Pick<Reader, 'read'>;
  /** Counts calls with a limit. */
  readonly writer: Pick<Writer, 'write'>;
  readonly directory: Pick<PartnerDirectory, 'find'>;
  readonly acquiring: Pick<
    Acquiring,
    | 'pay'
    | 'refund'
    | 'cancel'
    | 'precreate'
    | 'closeOrder'
    | 'createMerchantCode'
    | 'modifyMerchantCode'
    | 'changeMerchantCodeStatus'
    | 'registerShop'
  >;
  /** The trades that queries name. */
  readonly trades: Pick<Lookup<TradeKey, Trade | undefined>, 'find'>;
  readonly keys: PlatformKeys;
  /** Whether we recently sent a notification with that id. */
  readonly notifier: Pick<Notifier, 'isGenuine'>;
  /** For the tokens of codes. */
  readonly random: Random;
  /** The public URL of the port, part of the URLs of codes and pictures. */
  readonly publicUrl: string;
  /** Ids of exchanges; a sandbox shows the id in a response header. */
  readonly exchanges?: { readonly newId: () => string; readonly shown: boolean };
  /** Receives the record of each exchange; without it none is made. */
  readonly recording?: {
    readonly onExchange: (exchange: Exchange) => void;
    /** For the duration of an exchange. */
    readonly timers: Pick<Timers, 'monotonicMs'>;
  };
  readonly interposition?: Interposition;
  /** For the budget of searching what is wrong with a signature; without it none is searched. */
  readonly timers?: Pick<Timers, 'monotonicMs'>;
  /** Called for every answer, for metrics. */
  readonly measuring?: {
    readonly onAnswer: OnAnswer;
    readonly timers: Pick<Timers, 'monotonicMs'>;
  };
  /** Called for every refused request, for the log. */
  readonly onRefusal?: (refusal: Refusal) => void;
  /** Called for every refused request whose partner was authenticated, to be counted. */
  readonly onPartnerRefusal?: OnPartnerRefusal;
  /** Called for every failure that the partner sees only as `SYSTEM_ERROR`, for the log. */
  readonly onFailure?: (failure: unknown) => void;
}
