import type { Currency, Instant, PartnerId } from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp } from '#database';
import { readJson, writeJson } from './json.ts';
import type { MerchantCode } from './merchant-code.ts';

const columns = `code, partner_id, secondary_merchant_id, store_id, has_fee, status, price_currency,
  settlement_currency, terms, created_at, modified_at`;

const lockByCode = statement({
  name: 'lock-merchant-codes',
  text: `select ${columns} from merchant_codes where code = any($1::text[])
    order by code for update`,
});

const lockByShop = statement({
  name: 'lock-merchant-codes-of-shops',
  text: `select ${columns} from merchant_codes
    where (partner_id, secondary_merchant_id, store_id) in (
      select * from unnest($1::text[], $2::text[], $3::text[]))
    order by code for update`,
});

const selectByCode = statement({
  name: 'select-merchant-code',
  text: `select ${columns} from merchant_codes where code = $1`,
});

const insert = statement({
  name: 'insert-merchant-codes',
  text: `insert into merchant_codes (${columns})
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[],
      $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[])`,
});

const update = statement({
  name: 'update-merchant-codes',
  text: `update merchant_codes set status = new.status, price_currency = new.price_currency,
      terms = new.terms, modified_at = new.modified_at
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
      as new (code, status, price_currency, terms, modified_at)
    where merchant_codes.code = new.code`,
});

/** The shops whose codes a batch needs, a column for each part of their key. */
export interface ShopKeys {
  readonly partnerIds: readonly string[];
  readonly secondaryMerchantIds: readonly string[];
  readonly storeIds: readonly string[];
}

/** Locks the named codes and all codes of the named shops. */
export async function loadMerchantCodes(
  connection: Connection,
  codes: readonly string[],
  shops: ShopKeys,
): Promise<MerchantCode[]> {
  const { partnerIds, secondaryMerchantIds, storeIds } = shops;
  const found = await Promise.all([
    codes.length > 0 ? connection.run(lockByCode, [codes]) : [],
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

export function storeNewMerchantCodes(
  connection: Connection,
  codes: readonly MerchantCode[],
): Promise<unknown> {
  return connection.run(insert, [
    codes.map(({ code }) => code),
    codes.map(({ partnerId }) => partnerId),
    codes.map(({ shop }) => shop.secondaryMerchantId),
    codes.map(({ shop }) => shop.storeId),
    codes.map(({ channelFee }) => channelFee !== undefined),
    codes.map(({ status }) => status),
    codes.map(({ priceCurrency }) => priceCurrency),
    codes.map(({ settlementCurrency }) => settlementCurrency),
    codes.map(termsText),
    codes.map(({ createdAt }) => timestamp(createdAt)),
    codes.map(({ modifiedAt }) => timestamp(modifiedAt)),
  ]);
}

export function storeChangedMerchantCodes(
  connection: Connection,
  codes: readonly MerchantCode[],
): Promise<unknown> {
  return connection.run(update, [
    codes.map(({ code }) => code),
    codes.map(({ status }) => status),
    codes.map(({ priceCurrency }) => priceCurrency),
    codes.map(termsText),
    codes.map(({ modifiedAt }) => timestamp(modifiedAt)),
  ]);
}

/** What needs no column of its own. */
type Terms = Pick<
  MerchantCode,
  'shop' | 'channelFee' | 'serviceProviderId' | 'passback' | 'notify'
>;

const termsText = ({
  shop,
  channelFee,
  serviceProviderId,
  passback,
  notify,
}: MerchantCode): string =>
  writeJson({ shop, channelFee, serviceProviderId, passback, notify } satisfies Terms);

function decodeMerchantCode(row: RawRow): MerchantCode {
  const { shop, channelFee, serviceProviderId, passback, notify } = readJson(
    row.terms as string,
  ) as Terms;
  return {
    code: row.code as string,
    partnerId: row.partner_id as PartnerId,
    shop,
    status: row.status as MerchantCode['status'],
    channelFee,
    priceCurrency: row.price_currency as Currency,
    settlementCurrency: row.settlement_currency as Currency,
    serviceProviderId,
    passback,
    notify,
    createdAt: row.created_at as Instant,
    modifiedAt: row.modified_at as Instant,
  };
}
