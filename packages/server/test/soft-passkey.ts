/** A device's passkey made of Node's own cryptography, which also answers as no honest device would. */
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

export interface Signing {
  readonly challenge: string;
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
  /** Whether the device has verified the person. */
  readonly verified?: boolean;
  readonly userHandle?: string;
}

const site = { origin: 'https://pay.example', rpId: 'pay.example' };

export function softPasskey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  const passkeyId = id.toString('base64url');
  let uses = 0;

  const clientData = (type: string, { challenge, origin = site.origin }: Signing) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function authenticatorData(
    { rpId = site.rpId, counter = ++uses, verified = true }: Signing,
    attested = Buffer.alloc(0),
  ): Buffer {
    const flags = 0x01 | (verified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), head, attested]);
  }

  return {
    passkeyId,
    /** Answers a challenge to make a passkey. */
    make(signing: Signing) {
      // COSE: an EC2 key (1: 2) for ES256 (3: -7) on P-256 (-1: 1).
      const key = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const data = authenticatorData(signing, Buffer.concat([Buffer.alloc(16), length, id, key]));
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([data.length]),
        data,
      ]);
      return {
        passkeyId,
        clientData: clientData('webauthn.create', signing).toString('base64url'),
        attestation: attestation.toString('base64url'),
      };
    },
    /** Answers a challenge to use it. */
    sign(signing: Signing) {
      const data = authenticatorData(signing);
      const client = clientData('webauthn.get', signing);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        passkeyId,
        clientData: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
        ...(signing.userHandle !== undefined && { userHandle: signing.userHandle }),
      };
    },
  };
}

export type SoftPasskey = ReturnType<typeof softPasskey>;
