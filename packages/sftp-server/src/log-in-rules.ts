import type { Secret } from '@sampan/primitives';
import type { KeyProof, OfferedKey } from './public-keys.ts';

/** Who wants in, and from where. */
export interface Claim {
  readonly name: string;
  readonly address: string;
}

/**
 * Who may log in. `User` is what the server knows a client by afterwards; undefined refuses. A call that
 * rejects is a failure of ours: the client may try again.
 */
export interface LogInRules<User> {
  withPassword(claim: Claim, password: Secret<string>): Promise<User | undefined>;
  /** The client has signed with a key; whether the signature is good is for the rules to check. */
  withKey(claim: Claim, proof: KeyProof): Promise<User | undefined>;
  /** Whether it is worth signing with this key; a client asks before it bothers its owner. */
  knowsKey(claim: Claim, offered: OfferedKey): Promise<boolean>;
  /** Whether one who is in may stay; asked whenever a file or folder is opened. */
  mayStay(claim: Claim): Promise<boolean>;
}
