import type { PortalShopView } from '@sampan/api';
import { offsetTime, type PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  type CodesOfShop,
  countMerchantCodes,
  listShops,
  type RegisteredShop,
  readShop,
} from '#acquiring';
import { asLine, definedOnly } from '../fields.ts';
import { conflict, invalid, type Problem } from '../problem.ts';
import { doerOf } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

/** So many shops, and so many codes, are listed at most. */
export const listedMax = 5_000;

/** The shops of a partner. */
export function shopRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, reader, writer, acquiring, log } = world;

  serve(app, world, 'GET /shops', async ({ caller: { partner } }) => {
    const { result } = await lists.read((connection) =>
      Promise.all([
        listShops(connection, partner.id, listedMax),
        countMerchantCodes(connection, partner.id),
      ]),
    );
    const [shops, codes] = result;
    const counts = new Map(codes.map((each) => [keyOf(each), Number(each.codes)]));
    return { shops: shops.map((shop) => shopView(shop, counts.get(keyOf(shop)) ?? 0)) };
  });

  serve(app, world, 'POST /shops', async ({ caller, body }) => {
    const { id: partnerId } = caller.partner;
    const { merchantId, storeId, industry, country } = body;
    const known = await read(partnerId, merchantId, storeId);
    // A partner's program may have registered a shop under an id of other characters.
    if (!known)
      for (const field of ['merchantId', 'storeId'] as const) requireId(field, body[field]);
    const shop = {
      ...{ secondaryMerchantId: merchantId, storeId, industry, country },
      secondaryMerchantName: line(body.merchantName, 'merchantName', 64),
      storeName: line(body.storeName, 'storeName', 64),
      address: body.address === undefined ? undefined : line(body.address, 'address', 256),
      drivers: known?.drivers ?? [],
    };
    const told = await acquiring.registerShop({ partnerId, shop });
    if (told.outcome === 'refused') throw suspended();
    await log.note(writer, doerOf(caller), {
      ...{ what: known ? 'shop.changed' : 'shop.registered', subject: `${merchantId}/${storeId}` },
      detail: { storeName: shop.storeName },
    });
    const { result: codes } = await reader.read((connection) =>
      countMerchantCodes(connection, partnerId),
    );
    const own = codes.find((each) => keyOf(each) === keyOf(told.shop));
    return shopView(told.shop, Number(own?.codes ?? 0));
  });

  async function read(partnerId: PartnerId, merchantId: string, storeId: string) {
    const { result } = await reader.read((connection) =>
      readShop(connection, partnerId, merchantId, storeId),
    );
    return result;
  }
}

export const suspended = (): Problem =>
  conflict('partner-suspended', 'Your account is suspended; ask the operator');

/** What the operator asks for and is not known yet. */
export function missingOf(shop: RegisteredShop): PortalShopView['missing'] {
  const given = {
    ...{ merchantName: shop.secondaryMerchantName, storeName: shop.storeName },
    ...{ industry: shop.industry, country: shop.country, address: shop.address },
  };
  return fieldsOfShop.filter((field) => (given[field] ?? '') === '');
}

const fieldsOfShop = ['merchantName', 'storeName', 'industry', 'country', 'address'] as const;

function shopView(shop: RegisteredShop, codes: number): PortalShopView {
  const missing = missingOf(shop);
  return {
    ...{ merchantId: shop.secondaryMerchantId, merchantName: shop.secondaryMerchantName },
    ...{ storeId: shop.storeId, storeName: shop.storeName, industry: shop.industry },
    ...definedOnly({ country: shop.country, address: shop.address }),
    ...{ registered: missing.length === 0, missing, codes },
    changedAt: offsetTime(shop.changedAt),
  };
}

const keyOf = ({ secondaryMerchantId, storeId }: Omit<CodesOfShop, 'codes'>): string =>
  JSON.stringify([secondaryMerchantId, storeId]);

function requireId(field: string, value: string): void {
  if (!/^[\w-]{1,32}$/.test(value)) throw invalid(field, '1 to 32 letters, digits, - or _');
}

function line(text: string, field: string, lengthMax: number): string {
  const found = asLine(text, lengthMax);
  if (found === undefined) throw invalid(field, `1 to ${lengthMax} characters in one line`);
  return found;
}
