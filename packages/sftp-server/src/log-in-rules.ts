import type { Secret } from '@sampan/primitives';
import type { KeyProof, OfferedKey } from './public-keys.ts';

/** A client that wants to authenticate, and its address. */
export interface Claim {
  readonly name: string;
  readonly address: string;
}

/**
 * The application's authentication rules. `User` identifies the client afterwards; undefined
 * refuses. A rejected call is an internal failure, and the client may try again.
 */
export interface LogInRules<User> {
  withPassword(claim: Claim, password: Secret<string>): Promise<User | undefined>;
  /** The client has signed with a key; the rules check the signature. */
  withKey(claim: Claim, proof: KeyProof): Promise<User | undefined>;
  /** Whether this key is acceptable; clients ask before they prompt for a passphrase. */
  knowsKey(claim: Claim, offered: OfferedKey): Promise<boolean>;
  /** Whether an authenticated user keeps access; checked whenever a file or folder is opened. */
  mayStay(claim: Claim): Promise<boolean>;
}
