import type { ScannedView } from '@sampan/api';
import type { TradeId } from '@sampan/primitives';
import type { Wallet } from '#wallet';
import type { BuyerWorld } from './dependencies.ts';

/** A code that a buyer has scanned. */
export interface Scan {
  readonly token: string;
  readonly wallet: Wallet;
  /** What the buyer has typed, as text: the code says in which currency it is. */
  readonly amount: string | undefined;
  /** For the order that a scan opens; made before the first try. */
  readonly id: TradeId;
}

/** What a code is and what may be paid, as JSON; undefined when it is not of this kind. */
export type CodeKind = (scan: Scan, world: BuyerWorld) => Promise<ScannedView | undefined>;
