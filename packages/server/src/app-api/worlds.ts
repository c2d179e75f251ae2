import type { NewWorldView, WorldView } from '@sampan/api';
import type { PartnerId, Secret } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';

/** What a caller may choose of a new world. */
export interface WorldWanted {
  readonly name?: string | undefined;
  /** Of the partner under `contract`, by default the one of contract `hk`. */
  readonly partnerId?: PartnerId | undefined;
  readonly md5Key?: Secret<string> | undefined;
  readonly contract?: Contract | undefined;
}

export type WorldMade =
  | { readonly outcome: 'made'; readonly world: NewWorldView }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'unavailable'; readonly reason: string };

/** The worlds of a sandbox; this API serves its world `main`. */
export interface WorldsOfApi {
  create(wanted: WorldWanted): Promise<WorldMade>;
  list(): Promise<readonly WorldView[]>;
  /** False when there is no such world. */
  drop(world: string): Promise<boolean>;
}
