/** The system's own keys, made while a new database is created: RSA keys take long. */
import { type KeyKind, type KeyPair, makeKeyPair } from '@sampan/sftp-server';
import { makePlatformKeys, type PlatformKeys } from '#partner';
import { hostKeyKinds } from '#sftp';

export interface FirstKeys {
  readonly platform: () => Promise<PlatformKeys>;
  readonly host: (kind: KeyKind) => Promise<KeyPair>;
}

/** Begins to make all keys; each is to be stored once at most. */
export function makeFirstKeys(): FirstKeys {
  const platform = begun(makePlatformKeys());
  const host = new Map(hostKeyKinds.map((kind) => [kind, begun(makeKeyPair(kind))]));
  return { platform: () => platform, host: (kind) => host.get(kind) ?? makeKeyPair(kind) };
}

/** A failure counts when the key is wanted, not before. */
function begun<Value>(work: Promise<Value>): Promise<Value> {
  work.catch(() => undefined);
  return work;
}
