import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

export type SignType = 'MD5' | 'RSA2';

/** A partner as its own program knows it. */
export interface BenchPartner {
  readonly id: string;
  readonly signType: SignType;
  /** For MD5. */
  readonly key: string;
  /** For RSA2. */
  readonly privateKey: KeyObject;
}

/** A fresh pair for a partner: its public key as PEM, as it is handed over. */
export function newKeys(): { readonly publicKey: string; readonly privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

/** A request to the gateway as an HTTP message, signed; written without the code that is measured. */
export function signedRequest(
  { id, signType, key, privateKey }: BenchPartner,
  asked: Readonly<Record<string, string>>,
): string {
  const parameters = Object.entries({ ...asked, _input_charset: 'UTF-8', partner: id }).sort(
    ([left], [right]) => (left < right ? -1 : 1),
  );
  const text = parameters.map(([name, value]) => `${name}=${value}`).join('&');
  const sign =
    signType === 'MD5'
      ? createHash('md5')
          .update(text + key, 'utf8')
          .digest('hex')
      : createSign('RSA-SHA256').update(text, 'utf8').sign(privateKey, 'base64');
  const signed = [...parameters, ['sign_type', signType], ['sign', sign]] as [string, string][];
  const body = new URLSearchParams(signed).toString();
  return post('/gateway.do?_input_charset=UTF-8', {
    type: 'application/x-www-form-urlencoded;charset=UTF-8',
    body,
  });
}

/** A request as HTTP clients write it; its body is ASCII. */
export const post = (
  path: string,
  { type, body }: { readonly type: string; readonly body: string },
): string =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
