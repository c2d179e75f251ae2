import type { PartnerId } from '@sampan/primitives';

/** A partner's SFTP log-in; its name is the partner's id (14 §2). */
export interface SftpUser {
  readonly partnerId: PartnerId;
  /** A hash from `hashSecret`; undefined when only keys are accepted. */
  readonly password: string | undefined;
  /** Lines of `authorized_keys`: type and Base64. */
  readonly keys: readonly string[];
  /** Addresses and networks. An empty list allows all in a sandbox, and none elsewhere. */
  readonly addresses: readonly string[];
}

/** The members to change; missing ones stay. */
export interface SftpChange {
  /** `none` removes the password. */
  readonly password?: string | 'none';
  readonly keys?: readonly string[];
  readonly addresses?: readonly string[];
}
