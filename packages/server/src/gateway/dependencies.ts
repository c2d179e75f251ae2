import type { Clock, Random, Timers } from '@sampan/primitives';
import type { Acquiring } from '#acquiring';
import type { Reader, Writer } from '#database';
import type { Notifier } from '#notification';
import type { PartnerDirectory, PlatformKeys } from '#partner';
import type { OnAnswer } from './answered.ts';
import type { Exchange } from './exchange.ts';
import type { Interposition } from './interposition.ts';
import type { Refusal } from './refusal.ts';

/** What the gateway stands on. */
export interface GatewayDependencies {
  /** Business time, for the age of requests; trades take theirs from the lane. */
  readonly clock: Clock;
  readonly reader: Pick<Reader, 'read'>;
  /** Counts calls that are limited. */
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
  readonly keys: PlatformKeys;
  /** Whether a notification is one of ours and was sent lately. */
  readonly notifier: Pick<Notifier, 'isGenuine'>;
  /** For the tokens of codes. */
  readonly random: Random;
  /** How the public port is reached from outside; codes and their pictures have addresses below it. */
  readonly publicUrl: string;
  /** Names each exchange; a sandbox shows the name in a response header. */
  readonly exchanges?: { readonly newId: () => string; readonly shown: boolean };
  /** Takes the record of each exchange; without it none is made. */
  readonly recording?: {
    readonly onExchange: (exchange: Exchange) => void;
    /** For how long an exchange took. */
    readonly timers: Pick<Timers, 'monotonicMs'>;
  };
  readonly interposition?: Interposition;
  /** Told of every answer, for figures. */
  readonly measuring?: {
    readonly onAnswer: OnAnswer;
    readonly timers: Pick<Timers, 'monotonicMs'>;
  };
  /** Told of every refused request, for the log. */
  readonly onRefusal?: (refusal: Refusal) => void;
  /** Told of every failure that the partner only learns of as `SYSTEM_ERROR`, for the log. */
  readonly onFailure?: (failure: unknown) => void;
}
