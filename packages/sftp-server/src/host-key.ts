import type { Secret } from '@sampan/primitives';
import ssh2 from 'ssh2';
import { fingerprintOf } from './public-keys.ts';

/** A key by which clients know this server. */
export interface HostKey {
  /** `ssh-ed25519` and the like. */
  readonly type: string;
  /** OpenSSH's own form. */
  readonly privateKey: Secret<string>;
  /** A line for `known_hosts`, without the host. */
  readonly publicKey: string;
  /** `SHA256:…`, which a client shows when it meets the server for the first time. */
  readonly fingerprint: string;
}

/** The host key with this private half, in OpenSSH's own form. */
export function readHostKey(privateKey: Secret<string>): HostKey {
  const key = ssh2.utils.parseKey(privateKey.reveal());
  if (key instanceof Error) throw new Error('A stored host key is damaged');
  const publicKey = key.getPublicSSH();
  return {
    type: key.type,
    privateKey,
    publicKey: `${key.type} ${publicKey.toString('base64')}`,
    fingerprint: fingerprintOf(publicKey),
  };
}
