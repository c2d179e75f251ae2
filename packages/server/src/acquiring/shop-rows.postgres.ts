import type { PartnerId } from '@sampan/primitives';
import {
  type Connection,
  instant,
  json,
  optional,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import type { ShopKeys } from './needs.ts';
import type { RegisteredShop } from './shop.ts';

const shops = table({
  partner_id: text<PartnerId>(),
  secondary_merchant_id: text(),
  store_id: text(),
  secondary_merchant_name: text(),
  store_name: text(),
  industry: text(),
  country: optional(text()),
  address: optional(text()),
  drivers: json<RegisteredShop['drivers']>(),
  registered_at: instant,
  changed_at: instant,
});

const lock = statement({
  name: 'lock-shops',
  text: `select ${shops.selected()} from shops
    where (partner_id, secondary_merchant_id, store_id) in (
      select unnest($1::text[]), unnest($2::text[]), unnest($3::text[]))
    order by partner_id, secondary_merchant_id, store_id for update`,
});

const select = statement({
  name: 'select-shop',
  text: `select ${shops.selected()} from shops
    where partner_id = $1 and secondary_merchant_id = $2 and store_id = $3`,
});

const selectOfPartner = statement({
  name: 'select-shops-of-partner',
  text: `select ${shops.selected()} from shops where partner_id = $1
    order by secondary_merchant_name, store_name, secondary_merchant_id, store_id limit $2`,
});

const insert = statement({
  name: 'insert-shops',
  text: `insert into shops (${shops.names()}) ${shops.given()}`,
});

const changing = [
  ...(['secondary_merchant_name', 'store_name', 'industry', 'country', 'address'] as const),
  ...(['drivers', 'changed_at'] as const),
];
const changed = ['partner_id', 'secondary_merchant_id', 'store_id', ...changing] as const;

const update = statement({
  name: 'update-shops',
  text: `update shops set ${shops.assignments(changing)} from ${shops.changes(changed)}
    where shops.partner_id = new.partner_id
      and shops.secondary_merchant_id = new.secondary_merchant_id
      and shops.store_id = new.store_id`,
});

export async function loadShops(
  connection: Connection,
  { partnerIds, secondaryMerchantIds, storeIds }: ShopKeys,
): Promise<RegisteredShop[]> {
  if (partnerIds.length === 0) return [];
  const rows = await connection.run(lock, [partnerIds, secondaryMerchantIds, storeIds]);
  return rows.map(decodeShop);
}

/** Reads one shop without a lock. */
export async function readShop(
  connection: Connection,
  partnerId: PartnerId,
  secondaryMerchantId: string,
  storeId: string,
): Promise<RegisteredShop | undefined> {
  const [row] = await connection.run(select, [partnerId, secondaryMerchantId, storeId]);
  return row && decodeShop(row);
}

/** A partner's shops by their names. */
export async function listShops(
  connection: Connection,
  partnerId: PartnerId,
  limit: number,
): Promise<RegisteredShop[]> {
  return (await connection.run(selectOfPartner, [partnerId, limit])).map(decodeShop);
}

export const storeNewShops = (
  connection: Connection,
  added: readonly RegisteredShop[],
): Promise<unknown> => connection.run(insert, shops.lists(added.map(rowOf)));

export const storeChangedShops = (
  connection: Connection,
  replaced: readonly RegisteredShop[],
): Promise<unknown> => connection.run(update, shops.lists(replaced.map(rowOf), changed));

const rowOf = (shop: RegisteredShop): RowOf<typeof shops> => ({
  partner_id: shop.partnerId,
  secondary_merchant_id: shop.secondaryMerchantId,
  store_id: shop.storeId,
  secondary_merchant_name: shop.secondaryMerchantName,
  store_name: shop.storeName,
  industry: shop.industry,
  country: shop.country,
  address: shop.address,
  drivers: shop.drivers,
  registered_at: shop.registeredAt,
  changed_at: shop.changedAt,
});

function decodeShop(raw: RawRow): RegisteredShop {
  const row = shops.read(raw);
  return {
    partnerId: row.partner_id,
    secondaryMerchantId: row.secondary_merchant_id,
    secondaryMerchantName: row.secondary_merchant_name,
    storeId: row.store_id,
    storeName: row.store_name,
    industry: row.industry,
    country: row.country,
    address: row.address,
    drivers: row.drivers,
    registeredAt: row.registered_at,
    changedAt: row.changed_at,
  };
}
