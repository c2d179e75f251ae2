/** The settings file of a till: JSON, checked as a whole before anything starts. */
import { fields, findFault, oneOf } from '@sampan/api';
import { isCurrency, nearest } from '@sampan/primitives';
import { parseAmount } from '@sampan/sdk';
import { type Static, Type } from '@sinclair/typebox';
import { isPrinterAddress } from '../printer/printer.http.ts';
import { type TillSettings, usualSettings } from '../settings.ts';

const words = fields({ en: Type.String(), zhHant: Type.String(), zhHans: Type.String() });
const optional = Type.Optional;

const item = fields({
  id: Type.String(),
  name: words,
  price: Type.String(),
  barcode: optional(
    Type.String({ pattern: '^([0-9]{8}|[0-9]{12,13})$', expected: '8, 12 or 13 digits' }),
  ),
  taxRate: optional(
    Type.String({ pattern: '^0([.][0-9]{1,4})?$', expected: 'a rate such as "0.08"' }),
  ),
  isBestSeller: optional(Type.Boolean()),
});

const settings = fields({
  shop: optional(words),
  branch: optional(Type.String()),
  till: optional(Type.String({ minLength: 1, maxLength: 20, expected: '1 to 20 characters' })),
  code: optional(
    Type.String({ pattern: '^[A-Za-z0-9]{1,8}$', expected: '1 to 8 letters and digits' }),
  ),
  contract: optional(oneOf(['hk', 'global'])),
  currency: optional(Type.String()),
  wallets: optional(Type.Array(fields({ inst: Type.String(), name: words }))),
  items: optional(Type.Array(item)),
  tipPercents: optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 100, expected: '1 to 100' })),
  ),
  paymentMax: optional(Type.String()),
  refundMaxAlone: optional(Type.String()),
  historyIsFor: optional(oneOf(['everyone', 'supervisors'])),
  secondsToPay: optional(Type.Integer({ minimum: 15, maximum: 300, expected: '15 to 300' })),
  printer: optional(Type.String()),
  printsByItself: optional(Type.Boolean()),
  paper: optional(oneOf([80, 58])),
  shopData: optional(Type.Record(Type.String(), Type.String())),
  notifyUrl: optional(Type.String()),
  sftp: optional(
    fields({
      host: Type.String(),
      port: optional(Type.Integer()),
      username: Type.String(),
      password: Type.String(),
      hostKey: Type.String(),
      folder: Type.String(),
    }),
  ),
});

export type GivenSettings = Static<typeof settings>;

/** The file cannot be used; the message names the field. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads the text of the file. */
export function readSettings(text: string): GivenSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SettingsError('the settings are not JSON', { cause });
  }
  if (isGiven(value)) return value;
  const fault = findFault(settings, value);
  const close = fault?.kind === 'unknown-field' ? nearest(fault.field, fault.known) : undefined;
  throw new SettingsError(
    fault?.kind === 'unknown-field'
      ? `the settings have no ${fault.field}${close === undefined ? '' : `; did you mean ${close}?`}`
      : `${fault?.field || 'the settings'} must be ${fault?.expected ?? 'a JSON object'}`,
  );
}

const isGiven = (value: unknown): value is GivenSettings =>
  findFault(settings, value) === undefined;

/** With what is usual; refuses amounts, currencies and addresses that are none. */
export function completeSettings(given: GivenSettings): TillSettings {
  const { contract = 'hk', currency = 'HKD', items = [], shopData = {} } = given;
  if (!isCurrency(currency)) throw new SettingsError(`currency: ${currency} is not known`);
  if (contract === 'hk' && currency !== 'HKD')
    throw new SettingsError('contract hk takes HKD only');
  const { paymentMax, refundMaxAlone = usualSettings.refundMaxAlone, printer } = given;
  const amounts = { paymentMax, refundMaxAlone, ...pricesOf(items) };
  for (const [name, amount] of Object.entries(amounts)) {
    if (amount !== undefined && !parseAmount(amount, currency)) {
      throw new SettingsError(`${name} must be an amount in ${currency}, such as "100.00"`);
    }
  }
  if (printer !== undefined && !isPrinterAddress(printer)) {
    throw new SettingsError('printer must be an address such as tcp://192.0.2.7:9100');
  }
  const { notifyUrl } = given;
  if (notifyUrl !== undefined && !isHttpAddress(notifyUrl)) {
    throw new SettingsError('notifyUrl must be an address such as https://till.example/notify');
  }
  const shop = given.shop ?? { en: 'Shop', zhHant: '商店', zhHans: '商店' };
  return {
    ...usualSettings,
    isSandbox: false,
    ...given,
    shop,
    till: given.till ?? 'Till 1',
    code: given.code ?? 'T1',
    contract,
    currency,
    refundMaxAlone,
    items: items.map((each) => ({ ...each, isBestSeller: each.isBestSeller ?? false })),
    shopData: {
      secondary_merchant_id: 'M1',
      secondary_merchant_name: shop.en,
      secondary_merchant_industry: '5812',
      store_id: 'S1',
      store_name: given.branch ?? shop.en,
      terminal_id: given.code ?? 'T1',
      ...shopData,
    },
  };
}

const pricesOf = (items: readonly { readonly id: string; readonly price: string }[]) =>
  Object.fromEntries(items.map(({ id, price }) => [`the price of ${id}`, price]));

const isHttpAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
