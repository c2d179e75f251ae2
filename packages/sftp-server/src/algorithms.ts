import type { ServerConfig } from 'ssh2';

type Algorithms = NonNullable<ServerConfig['algorithms']>;

const hostKeySignatures = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const;

/**
 * The intersection of what clients of the last ten years support with what counts as safe. No
 * compression, because a small packet could expand into a huge one.
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
 * The server's algorithms. `legacy` appends SHA-1 for clients without anything newer. A modern
 * client never negotiates it, because both sides sign the offered lists.
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
 * The library (1.17.0) offers `ssh-rsa`, a SHA-1 signature, for every RSA host key, and puts it
 * last if the list lacks it. It sorts by list position; an entry whose position is not a number is
 * dropped.
 */
function withoutSha1<List extends string[]>(list: List): List {
  const indexOf = list.indexOf.bind(list);
  list.indexOf = (name) => (name === 'ssh-rsa' ? Number.NaN : indexOf(name));
  return list;
}
