import type { PortalCodeView } from '@sampan/api';
import { businessDate, type PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  listMerchantCodes,
  type MerchantCode,
  type MerchantCodeOutcome,
  readCodeTakings,
  readLastPaid,
  readMerchantCode,
  readShop,
} from '#acquiring';
import type { Connection } from '#database';
import { newCodeToken } from '#gateway';
import type { Partner } from '#partner';
import { readStaffLogOf } from '#staff';
import { asLine } from '../fields.ts';
import { conflict, invalid, type Problem, unknown } from '../problem.ts';
import { doerOf } from './caller.ts';
import { codeView, deeds } from './code-views.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { listedMax, missingOf, suspended } from './shops.http.ts';

/** The codes of a partner's shops. */
export function codeRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, reader, writer, acquiring, log, random, clock, publicUrl } = world;

  serve(app, world, 'GET /codes', async ({ caller: { partner } }) => {
    const { result } = await lists.read(async (connection) => {
      const codes = await listMerchantCodes(connection, partner.id, listedMax);
      return viewsOf(connection, partner.id, codes);
    });
    return { codes: result };
  });

  serve(app, world, 'POST /codes', async ({ caller, body }) => {
    const { id: partnerId, currency } = caller.partner;
    const { merchantId, storeId } = body;
    const { result: shop } = await reader.read((connection) =>
      readShop(connection, partnerId, merchantId, storeId),
    );
    if (!shop) throw unknown('shop', `${merchantId}/${storeId}`);
    const missing = missingOf(shop);
    if (missing.length > 0) {
      throw conflict('shop-incomplete', `The shop needs first: ${missing.join(', ')}`);
    }
    const { country, address } = shop;
    const token = newCodeToken(random);
    const terms = {
      shop: {
        ...{ secondaryMerchantId: shop.secondaryMerchantId, storeId: shop.storeId },
        ...{ secondaryMerchantName: shop.secondaryMerchantName, storeName: shop.storeName },
        secondaryMerchantIndustry: shop.industry,
        ...(country !== undefined && { country }),
        ...(address !== undefined && { address }),
      },
      ...{ priceCurrency: currency, settlementCurrency: currency, channelFee: undefined },
      ...{ serviceProviderId: undefined, passback: undefined, notify: undefined },
    };
    const code = doneOf(await acquiring.createMerchantCode({ partnerId, terms, code: token }));
    if (code.code === token) {
      await log.note(writer, doerOf(caller), {
        ...{ what: 'code.made', subject: token, detail: { storeName: shop.storeName } },
      });
    }
    return viewOf(code);
  });

  serve(app, world, 'POST /codes/:id/status', async ({ caller, params, body }) => {
    const { id: partnerId } = caller.partner;
    const known = await ownCode(world, caller.partner, params.id);
    const { status, shopName = '' } = body;
    const why = reasonIn(body.why);
    const { storeName, secondaryMerchantName } = known.shop;
    const name = storeName || secondaryMerchantName;
    if (status === 'deleted' && shopName.trim() !== name.trim()) {
      throw conflict('shop-name-differs', 'Deleting needs the name of the shop', 'shopName');
    }
    const change = { partnerId, code: known.code, status };
    const code = doneOf(await acquiring.changeMerchantCodeStatus(change));
    if (known.status !== status) {
      await log.note(writer, doerOf(caller), {
        ...{ what: deeds[status], subject: code.code, why, detail: { storeName: name } },
      });
    }
    return viewOf(code);
  });

  async function viewOf(code: MerchantCode): Promise<PortalCodeView> {
    const { result } = await lists.read((connection) =>
      viewsOf(connection, code.partnerId, [code]),
    );
    const [view] = result;
    if (!view) throw new Error('a code has a view');
    return view;
  }

  async function viewsOf(
    connection: Connection,
    partnerId: PartnerId,
    codes: readonly MerchantCode[],
  ): Promise<PortalCodeView[]> {
    const names = codes.map(({ code }) => code);
    const [log, takings, lastPaid] = await Promise.all([
      readStaffLogOf(connection, partnerId, names),
      readCodeTakings(connection, partnerId, businessDate(clock.now())),
      readLastPaid(connection, partnerId),
    ]);
    // The newest entry of each code stays.
    const entries = new Map(
      log
        .filter(({ what }) => Object.values(deeds).includes(what))
        .map((each) => [each.subject, each]),
    );
    const today = new Map(takings.map((each) => [`${each.code} ${each.currency}`, each]));
    return codes.map((code) =>
      codeView(code, {
        publicUrl: publicUrl(),
        entry: entries.get(code.code),
        takings: today.get(`${code.code} ${code.priceCurrency}`),
        lastPaid: lastPaid.get(code.code),
      }),
    );
  }
}

/** A code of the partner; one of another does not exist. */
export async function ownCode(
  { reader }: Pick<PortalWorld, 'reader'>,
  partner: Pick<Partner, 'id'>,
  id: string,
): Promise<MerchantCode> {
  const { result: found } = await reader.read((connection) => readMerchantCode(connection, id));
  if (found?.partnerId !== partner.id) throw unknown('code', id);
  return found;
}

function doneOf(told: MerchantCodeOutcome): MerchantCode {
  if (told.outcome === 'done') return told.code;
  if (told.refusal === 'partner-suspended') throw suspended();
  if (told.refusal === 'code-deleted') throw deleted();
  throw new Error(`a code of the portal is refused: ${told.refusal}`);
}

export const deleted = (): Problem =>
  conflict('code-deleted', 'This code was deleted for ever; make another one');

function reasonIn(given = ''): string | undefined {
  if (given.trim() === '') return undefined;
  const why = asLine(given, 200);
  if (why === undefined) throw invalid('why', 'at most 200 characters in one line');
  return why;
}
