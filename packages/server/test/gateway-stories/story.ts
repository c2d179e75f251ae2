/** What a golden exchange is made of: a cast, what happened before, and one request. */
import type { PartnerId, TradeId, WalletId } from '@sampan/primitives';
import type { Asked, Exchange, GatewayWorld, Sending } from '../gateway-world.ts';

export interface Story {
  /** Name of the file, and title: what a reader looks for. */
  readonly name: string;
  readonly about: string;
  /** The section of the protocol that it follows. */
  readonly after: string;
  /** When the request is made. Rises from story to story, so that ids do not depend on others. */
  readonly at: string;
  readonly by?: keyof Cast['partners'];
  /** What has happened before, on this stage. */
  readonly before?: (stage: Stage) => Promise<unknown>;
  readonly asked: Asked;
  readonly sending?: Sending;
}

/** All stories of one service, told in one world in their order. */
export interface Chapter {
  /** The folder: the value of `service`, or `gateway` for what comes before any service. */
  readonly service: string;
  readonly stories: readonly Story[];
}

export interface Cast {
  readonly partners: Readonly<
    Record<
      'hk' | 'global' | 'suspended' | 'md5Only' | 'few' | 'broke' | 'sydney' | 'tokyo' | 'limited',
      PartnerId
    >
  >;
  readonly wallets: Readonly<
    Record<
      | 'alice'
      | 'bob'
      | 'mainland'
      | 'frozen'
      | 'poor'
      | 'asking'
      | 'perPayment'
      | 'perDay'
      | 'perMonth'
      | 'mainlandAsking',
      WalletId
    >
  >;
}

export interface Stage extends Cast {
  readonly world: GatewayWorld;
  /** Shows a code of the wallet, which is valid for a minute. */
  show(wallet: keyof Cast['wallets'], code: string): Promise<void>;
  /** Pays HKD 39.25 for the order with a fresh code. */
  paid(
    order: string,
    by?: keyof Cast['partners'],
    wallet?: keyof Cast['wallets'],
  ): Promise<TradeId>;
  ask(asked: Asked, by?: keyof Cast['partners']): Promise<Exchange>;
}
