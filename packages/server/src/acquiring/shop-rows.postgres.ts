import type { Instant, PartnerId } from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp } from '#database';
import type { ShopKeys } from './merchant-code-rows.postgres.ts';
import type { RegisteredShop } from './shop.ts';

const columns = `partner_id, secondary_merchant_id, store_id, secondary_merchant_name, store_name,
  industry, country, address, drivers, registered_at, changed_at`;

const lock = statement({
  name: 'lock-shops',
  text: `select ${columns} from shops
    where (partner_id, secondary_merchant_id, store_id) in (
      select * from unnest($1::text[], $2::text[], $3::text[]))
    order by partner_id, secondary_merchant_id, store_id for update`,
});

const select = statement({
  name: 'select-shop',
  text: `select ${columns} from shops
    where partner_id = $1 and secondary_merchant_id = $2 and store_id = $3`,
});

const unnested = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
  $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[])`;

const insert = statement({
  name: 'insert-shops',
  text: `insert into shops (${columns}) select * from ${unnested}`,
});

const update = statement({
  name: 'update-shops',
  text: `update shops set secondary_merchant_name = new.secondary_merchant_name,
      store_name = new.store_name, industry = new.industry, country = new.country,
      address = new.address, drivers = new.drivers, changed_at = new.changed_at
    from ${unnested} as new (${columns})
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

export const storeNewShops = (
  connection: Connection,
  shops: readonly RegisteredShop[],
): Promise<unknown> => connection.run(insert, valuesOf(shops));

export const storeChangedShops = (
  connection: Connection,
  shops: readonly RegisteredShop[],
): Promise<unknown> => connection.run(update, valuesOf(shops));

/** A column for each. */
const valuesOf = (shops: readonly RegisteredShop[]): readonly unknown[] => [
  shops.map(({ partnerId }) => partnerId),
  shops.map(({ secondaryMerchantId }) => secondaryMerchantId),
  shops.map(({ storeId }) => storeId),
  shops.map(({ secondaryMerchantName }) => secondaryMerchantName),
  shops.map(({ storeName }) => storeName),
  shops.map(({ industry }) => industry),
  shops.map(({ country }) => country ?? null),
  shops.map(({ address }) => address ?? null),
  shops.map(({ drivers }) => JSON.stringify(drivers)),
  shops.map(({ registeredAt }) => timestamp(registeredAt)),
  shops.map(({ changedAt }) => timestamp(changedAt)),
];

const decodeShop = (row: RawRow): RegisteredShop => ({
  partnerId: row.partner_id as PartnerId,
  secondaryMerchantId: row.secondary_merchant_id as string,
  secondaryMerchantName: row.secondary_merchant_name as string,
  storeId: row.store_id as string,
  storeName: row.store_name as string,
  industry: row.industry as string,
  country: (row.country as string | null) ?? undefined,
  address: (row.address as string | null) ?? undefined,
  drivers: JSON.parse(row.drivers as string) as RegisteredShop['drivers'],
  registeredAt: row.registered_at as Instant,
  changedAt: row.changed_at as Instant,
});
