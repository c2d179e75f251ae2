import type { Currency, PartnerId } from '@sampan/primitives';
import {
  bigint,
  boolean,
  type Connection,
  instant,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import { exactJson } from './json.ts';
import type { MerchantCode } from './merchant-code.ts';
import type { ShopKeys } from './needs.ts';

/** What needs no column of its own. */
type Terms = Pick<
  MerchantCode,
  'shop' | 'channelFee' | 'serviceProviderId' | 'passback' | 'notify'
>;

const codes = table({
  code: text(),
  partner_id: text<PartnerId>(),
  secondary_merchant_id: text(),
  store_id: text(),
  has_fee: boolean,
  status: text<MerchantCode['status']>(),
  price_currency: text<Currency>(),
  settlement_currency: text<Currency>(),
  terms: exactJson<Terms>(),
  created_at: instant,
  modified_at: instant,
});

const lockByCode = statement({
  name: 'lock-merchant-codes',
  text: `select ${codes.selected()} from merchant_codes where code = any($1::text[])
    order by code for update`,
});

const lockByShop = statement({
  name: 'lock-merchant-codes-of-shops',
  text: `select ${codes.selected()} from merchant_codes
    where (partner_id, secondary_merchant_id, store_id) in (
      select unnest($1::text[]), unnest($2::text[]), unnest($3::text[]))
    order by code for update`,
});

const selectByCode = statement({
  name: 'select-merchant-code',
  text: `select ${codes.selected()} from merchant_codes where code = $1`,
});

const insert = statement({
  name: 'insert-merchant-codes',
  text: `insert into merchant_codes (${codes.names()}) ${codes.given()}`,
});

const changing = ['status', 'price_currency', 'terms', 'modified_at'] as const;
const changed = ['code', ...changing] as const;

const update = statement({
  name: 'update-merchant-codes',
  text: `update merchant_codes set ${codes.assignments(changing)} from ${codes.changes(changed)}
    where merchant_codes.code = new.code`,
});

const selectOfPartner = statement({
  name: 'select-merchant-codes-of-partner',
  text: `select ${codes.selected()} from merchant_codes where partner_id = $1
    order by status = 'deleted', created_at desc, code limit $2`,
});

const counted = table({ secondary_merchant_id: text(), store_id: text(), codes: bigint });

const countOfShops = statement({
  name: 'count-merchant-codes-of-shops',
  text: `select secondary_merchant_id, store_id, count(*) as codes from merchant_codes
    where partner_id = $1 and status = 'normal' group by 1, 2`,
});

/** Locks the named codes and all codes of the named shops. */
export async function loadMerchantCodes(
  connection: Connection,
  named: readonly string[],
  shops: ShopKeys,
): Promise<MerchantCode[]> {
  const { partnerIds, secondaryMerchantIds, storeIds } = shops;
  const found = await Promise.all([
    named.length > 0 ? connection.run(lockByCode, [named]) : [],
    partnerIds.length > 0
      ? connection.run(lockByShop, [partnerIds, secondaryMerchantIds, storeIds])
      : [],
  ]);
  return found.flat().map(decodeMerchantCode);
}

/** Reads one code without a lock. */
export async function readMerchantCode(
  connection: Connection,
  code: string,
): Promise<MerchantCode | undefined> {
  const [row] = await connection.run(selectByCode, [code]);
  return row && decodeMerchantCode(row);
}

/** A partner's codes, newest first, those that were deleted after all others. */
export async function listMerchantCodes(
  connection: Connection,
  partnerId: PartnerId,
  limit: number,
): Promise<MerchantCode[]> {
  return (await connection.run(selectOfPartner, [partnerId, limit])).map(decodeMerchantCode);
}

export interface CodesOfShop {
  readonly secondaryMerchantId: string;
  readonly storeId: string;
  readonly codes: bigint;
}

/** How many codes that can be paid each shop of a partner has, of those that have any. */
export async function countMerchantCodes(
  connection: Connection,
  partnerId: PartnerId,
): Promise<CodesOfShop[]> {
  return (await connection.run(countOfShops, [partnerId])).map((raw) => {
    const row = counted.read(raw);
    const { secondary_merchant_id: secondaryMerchantId, store_id: storeId } = row;
    return { secondaryMerchantId, storeId, codes: row.codes };
  });
}

export const storeNewMerchantCodes = (
  connection: Connection,
  added: readonly MerchantCode[],
): Promise<unknown> => connection.run(insert, codes.lists(added.map(rowOf)));

export const storeChangedMerchantCodes = (
  connection: Connection,
  replaced: readonly MerchantCode[],
): Promise<unknown> => connection.run(update, codes.lists(replaced.map(rowOf), changed));

function rowOf(code: MerchantCode): RowOf<typeof codes> {
  const { shop, channelFee, serviceProviderId, passback, notify } = code;
  return {
    code: code.code,
    partner_id: code.partnerId,
    secondary_merchant_id: shop.secondaryMerchantId,
    store_id: shop.storeId,
    has_fee: channelFee !== undefined,
    status: code.status,
    price_currency: code.priceCurrency,
    settlement_currency: code.settlementCurrency,
    terms: { shop, channelFee, serviceProviderId, passback, notify },
    created_at: code.createdAt,
    modified_at: code.modifiedAt,
  };
}

function decodeMerchantCode(raw: RawRow): MerchantCode {
  const row = codes.read(raw);
  const { shop, channelFee, serviceProviderId, passback, notify } = row.terms;
  return {
    code: row.code,
    partnerId: row.partner_id,
    shop,
    status: row.status,
    channelFee,
    priceCurrency: row.price_currency,
    settlementCurrency: row.settlement_currency,
    serviceProviderId,
    passback,
    notify,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  };
}
