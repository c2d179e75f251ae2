import type { PartnerId } from '@sampan/primitives';

/** How a partner logs in to fetch its files; the log-in's name is the partner's id (14 §2). */
export interface SftpUser {
  readonly partnerId: PartnerId;
  /** As `hashSecret` has left it; undefined when only keys let in. */
  readonly password: string | undefined;
  /** Lines of `authorized_keys`: type and Base64. */
  readonly keys: readonly string[];
  /** Addresses and networks. Empty lets everybody try in the sandbox, and nobody elsewhere. */
  readonly addresses: readonly string[];
}

/** What is to be different; what is not named stays. */
export interface SftpChange {
  /** `none` takes the password away. */
  readonly password?: string | 'none';
  readonly keys?: readonly string[];
  readonly addresses?: readonly string[];
}
