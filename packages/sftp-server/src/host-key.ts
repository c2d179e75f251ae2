import type { Secret } from '@sampan/primitives';
import ssh2 from 'ssh2';
import { fingerprintOf } from './public-keys.ts';

/** A host key, by which clients recognise this server. */
export interface HostKey {
  /** Such as `ssh-ed25519`. */
  readonly type: string;
  /** OpenSSH's private key format. */
  readonly privateKey: Secret<string>;
  /** A line of `known_hosts`, without the host. */
  readonly publicKey: string;
  /** `SHA256:…`, shown by clients on first connection. */
  readonly fingerprint: string;
}

/** The host key with this private key, in OpenSSH's format. */
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
