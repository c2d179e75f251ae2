import { type Account, type EmvCode, isSchemeAccount } from './emv-code.ts';
import { readEmvCode } from './read-code.ts';

/** The schemes of an id or of a unique identifier, by the name that a buyer knows. */
const byGuid: readonly (readonly [guid: RegExp, name: string])[] = [
  // Programs write the identifier of the Hong Kong system in both ways.
  [/^hk\.com\.hkicl(?:\.fps)?$/i, 'FPS'],
  [/^sg\.paynow$/i, 'PayNow'],
  [/^sg\.com\.nets$/i, 'NETS'],
  [/^A000000677010111$/i, 'PromptPay'],
  [/^A0000006150001$/i, 'DuitNow'],
  [/^A000000727$/i, 'VietQR'],
  [/^id\.co\.qris\.www$/i, 'QRIS'],
  [/^br\.gov\.bcb\.pix$/i, 'Pix'],
  [/alipay/i, 'Alipay'],
  [/wechat|weixin|tenpay/i, 'WeChat Pay'],
  [/unionpay/i, 'UnionPay'],
];

const byCardId: readonly (readonly [from: string, to: string, name: string])[] = [
  ['02', '03', 'Visa'],
  ['04', '05', 'Mastercard'],
  ['09', '10', 'Discover'],
  ['11', '12', 'American Express'],
  ['13', '14', 'JCB'],
  ['15', '16', 'UnionPay'],
];

/** The name of the scheme that an account belongs to; undefined for one that is not known here. */
export function schemeOfAccount(account: Account): string | undefined {
  if (isSchemeAccount(account)) return byGuid.find(([guid]) => guid.test(account.guid))?.[1];
  return byCardId.find(([from, to]) => account.id >= from && account.id <= to)?.[2];
}

/** The names of the schemes that a code can be paid with, each once. */
export const schemesOf = ({ accounts }: EmvCode): readonly string[] => [
  ...new Set(accounts.map(schemeOfAccount).filter((name) => name !== undefined)),
];

/** The Hong Kong account of a code, as banks' apps pay it. */
export interface FpsAccount {
  readonly bankCode?: string;
  readonly fpsId?: string;
  readonly mobile?: string;
  readonly email?: string;
}

/**
 * Reads who an FPS account pays. The specification has an id in 02, a mobile number in 03 and an address in 04; some
 * programs write a number or an address into 02, so the text decides.
 */
export function fpsAccountOf(account: Account): FpsAccount | undefined {
  if (!isSchemeAccount(account) || schemeOfAccount(account) !== 'FPS') return undefined;
  const text = (wanted: string) => account.fields.find(({ id }) => id === wanted)?.value;
  const bankCode = text('01');
  const proxy = ['02', '03', '04'].map(text).find((value) => value !== undefined);
  return {
    ...(bankCode !== undefined && { bankCode }),
    ...(proxy !== undefined &&
      (proxy.includes('@')
        ? { email: proxy.toLowerCase() }
        : proxy.startsWith('+')
          ? { mobile: proxy }
          : { fpsId: proxy })),
  };
}

/** What a text is that begins as such a code does. */
export type NamedCode =
  /** One scheme's own code, `FPS`, or a sign of several, as an HKQR is. */
  | { readonly kind: 'schemes'; readonly names: readonly string[] }
  /** A valid code of schemes that are not known here. */
  | { readonly kind: 'unknown' }
  /** Damaged, incomplete or wrongly made; `names` are those that can still be found in it. */
  | { readonly kind: 'damaged'; readonly names: readonly string[] };

/** Names a code for the buyer who has scanned it; undefined for another kind of text. */
export function nameEmvCode(text: string): NamedCode | undefined {
  const read = readEmvCode(text);
  if (read.ok) {
    const names = schemesOf(read.value);
    return names.length > 0 ? { kind: 'schemes', names } : { kind: 'unknown' };
  }
  if (read.problem.kind === 'not-emv') return undefined;
  const seen = [/hk\.com\.hkicl/i, /sg\.paynow/i, /id\.co\.qris\.www/i, /br\.gov\.bcb\.pix/i]
    .map((pattern) => pattern.exec(text)?.[0])
    .filter((guid) => guid !== undefined);
  const names = seen.map((guid) => byGuid.find(([known]) => known.test(guid))?.[1] ?? guid);
  return { kind: 'damaged', names };
}
