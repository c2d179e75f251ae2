import { isEmvText, nameEmvCode } from '@sampan/emv-qr';

/** Whose code it is that the server does not know, so that it can be named. */
export type ForeignCode =
  | { readonly kind: 'fps' | 'payment-code' | 'text' | 'damaged' | 'other-apps' }
  /** Of one scheme. */
  | { readonly kind: 'scheme'; readonly scheme: string }
  /** A sign that several schemes share, as an HKQR is. */
  | { readonly kind: 'sign'; readonly schemes: readonly string[] };

const addresses: readonly (readonly [pattern: RegExp, scheme: string])[] = [
  [/^(?:wxp:\/\/|weixin:\/\/|https:\/\/payapp\.weixin\.qq\.com)/i, 'WeChat Pay'],
  [/^https:\/\/qr\.(?:alipay|alipayhk)\.com\//i, 'Alipay'],
  [/^https:\/\/qr\.95516\.com\//i, 'UnionPay'],
];

const paymentCode = /^(?:2[5-9]|30)\d{16}(?:\d{6})?$/;

/** Undefined for a short code of letters, which may be one of ours from another system. */
export function foreignCode(text: string): ForeignCode | undefined {
  if (paymentCode.test(text)) return { kind: 'payment-code' };
  const address = addresses.find(([pattern]) => pattern.test(text));
  if (address) return { kind: 'scheme', scheme: address[1] };
  if (isEmvText(text)) return emvCode(text);
  const mayBeOurs = /^[\w-]{8,64}$/.test(text) || /^https?:\/\/[^/]+\/q\//.test(text);
  return mayBeOurs ? undefined : { kind: 'text' };
}

function emvCode(text: string): ForeignCode {
  const named = nameEmvCode(text);
  // A damaged code of another scheme could not be paid here either.
  const schemes = named && named.kind !== 'unknown' ? named.names : [];
  const [scheme, ...others] = schemes;
  if (scheme === undefined) return { kind: named?.kind === 'damaged' ? 'damaged' : 'other-apps' };
  if (others.length > 0) return { kind: 'sign', schemes };
  return scheme === 'FPS' ? { kind: 'fps' } : { kind: 'scheme', scheme };
}
