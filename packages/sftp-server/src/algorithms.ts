import type { ServerConfig } from 'ssh2';

type Algorithms = NonNullable<ServerConfig['algorithms']>;

const hostKeySignatures = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const;

/**
 * What partners' programs of the last ten years have in common with what counts as safe. No
 * compression: a small packet could become a large one.
 */
const safe = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
  ],
  hmac: [
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha2-512',
  ],
  compress: ['none'],
} as const satisfies Algorithms;

/**
 * What the server offers. `legacy` adds SHA-1 behind everything else, for programs that know nothing
 * newer: a client that knows better never gets it, since both sides sign what was offered.
 */
export function algorithmsOffered(legacy: boolean): Algorithms {
  const { kex, cipher, hmac, compress } = safe;
  if (!legacy) {
    const serverHostKey = withoutSha1([...hostKeySignatures]);
    return {
      kex: [...kex],
      cipher: [...cipher],
      hmac: [...hmac],
      compress: [...compress],
      serverHostKey,
    };
  }
  return {
    kex: [...kex, 'diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'],
    cipher: [...cipher],
    hmac: [...hmac, 'hmac-sha1-etm@openssh.com', 'hmac-sha1'],
    compress: [...compress],
    serverHostKey: [...hostKeySignatures, 'ssh-rsa'],
  };
}

/**
 * The library (1.17.0) offers `ssh-rsa`, a SHA-1 signature, for every RSA host key, and last when the
 * list does not name it. It sorts by the place in the list; a place that is no number is left out.
 */
function withoutSha1<List extends string[]>(list: List): List {
  const indexOf = list.indexOf.bind(list);
  list.indexOf = (name) => (name === 'ssh-rsa' ? Number.NaN : indexOf(name));
  return list;
}
