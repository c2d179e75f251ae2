/** Which scheme a code belongs to that the server does not know, so that it can be named. */
export type Scheme =
  | 'wechat'
  | 'alipay'
  | 'unionpay'
  | 'fps'
  | 'hkqr'
  | 'emv'
  | 'payment-code'
  | 'text'
  | 'unknown';

const schemes: readonly (readonly [pattern: RegExp, scheme: Scheme])[] = [
  [/^(?:2[5-9]|30)\d{16}(?:\d{6})?$/, 'payment-code'],
  [/^(?:wxp:\/\/|weixin:\/\/|https:\/\/payapp\.weixin\.qq\.com)/i, 'wechat'],
  [/^https:\/\/qr\.(?:alipay|alipayhk)\.com\//i, 'alipay'],
  [/^https:\/\/qr\.95516\.com\//i, 'unionpay'],
  // EMVCo merchant-presented codes begin with their version; templates name their schemes.
  [/^000201.*hk\.com\.hkicl(?!.*(?:wechat|alipay|unionpay))/i, 'fps'],
  [/^000201.*hk\.com\.hkicl/i, 'hkqr'],
  [/^000201/, 'emv'],
];

/** A short code of letters may be one of ours from another system: that is `unknown`, not text. */
export function schemeOf(text: string): Scheme {
  const found = schemes.find(([pattern]) => pattern.test(text));
  if (found) return found[1];
  return /^[\w-]{8,64}$/.test(text) || /^https?:\/\/[^/]+\/q\//.test(text) ? 'unknown' : 'text';
}
