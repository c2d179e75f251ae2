import type { PartnerView } from '@sampan/api';
import {
  formatAmount,
  isPartnerId,
  offsetTime,
  type PartnerId,
  rateText,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  currentMd5Key,
  listPartners,
  type Partner,
  type PartnerKeys,
  readPartnerKeys,
  readPartners,
} from '#partner';
import { changePartnerTerms } from './change-partner.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { definedOnly } from './fields.ts';
import { createPartner, readNewPartner } from './new-partner.ts';
import { type List, pageOf } from './page.ts';
import { unknown } from './problem.ts';
import { serve } from './serve.http.ts';

const partnerList: List<Partner, PartnerId> = {
  name: 'partners',
  keyOf: ({ id }) => [id],
  keyFrom: ([id = '']) => (isPartnerId(id) ? id : undefined),
};

export function partnerRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, lists, keys: ours, access, secrets } = world;

  serve(app, world, 'POST /admin/partners', async ({ body }) => {
    const { partner, keys } = await createPartner(world, readNewPartner(body, access, ours));
    await world.onPartner?.(partner.id);
    // The key is shown only here, outside the sandbox.
    const md5Key = currentMd5Key(partner.id, keys).reveal();
    return { ...partnerView(partner), ...ownKey(keys), md5Key, publicKey: ours.publicKey };
  });

  serve(app, world, 'GET /admin/partners', async ({ query }) => {
    const page = await pageOf(partnerList, query, async (after, limit) => {
      const { result } = await lists.read((connection) => listPartners(connection, after, limit));
      return result;
    });
    return { ...page, items: page.items.map(partnerView) };
  });

  serve(app, world, 'GET /admin/partners/:id', async ({ params: { id } }) => {
    if (!isPartnerId(id)) throw unknown('partner', id);
    const { result } = await reader.read((connection) =>
      Promise.all([readPartners(connection, [id]), readPartnerKeys(connection, id, secrets)]),
    );
    const [[partner], keys] = result;
    if (!partner) throw unknown('partner', id);
    const told = access.kind === 'sandbox' ? { md5Key: currentMd5Key(id, keys).reveal() } : {};
    return { ...partnerView(partner), ...ownKey(keys), ...told, publicKey: ours.publicKey };
  });

  serve(app, world, 'PATCH /admin/partners/:id', async ({ params: { id }, body }) => {
    if (!isPartnerId(id)) throw unknown('partner', id);
    return partnerView(await changePartnerTerms(world, id, body));
  });
}

/** The partner's own key, with which it signs; ours is `publicKey`. */
function ownKey({ rsa: [current] }: PartnerKeys) {
  return current && current.validUntil === undefined ? { partnerPublicKey: current.value } : {};
}

const feeView = ({ fee }: Partner) =>
  fee.by === 'rate'
    ? { feeRate: rateText(fee.rate), feeMinimum: formatAmount(fee.minimum) }
    : { feeFixed: formatAmount(fee.amount) };

const onOff = (is: boolean): 'on' | 'off' => (is ? 'on' : 'off');

function partnerView(partner: Partner): PartnerView {
  const { limits } = partner;
  return {
    id: partner.id,
    name: partner.name,
    contract: partner.contract,
    currency: partner.currency,
    status: partner.status,
    accepts: partner.accepts,
    services: partner.services ?? 'all',
    ...feeView(partner),
    refundFee: partner.refundReturnsFee ? 'returned' : 'kept',
    settlesAfter: partner.settlement.afterDays,
    settlementMinimum: formatAmount(partner.settlement.minimum),
    calendars: partner.settlement.calendars,
    ...definedOnly({
      paymentLimit: limits.payment && formatAmount(limits.payment),
      dayLimit: limits.day && formatAmount(limits.day),
      monthLimit: limits.month && formatAmount(limits.month),
      notifyUrl: partner.notifyUrl,
      changedAt: partner.changedAt && offsetTime(partner.changedAt),
    }),
    refundPeriod: partner.refundPeriodDays,
    requestExpiry: onOff(partner.timestampExpires),
    refundPause: onOff(partner.pausesSyncRefunds),
    cancelRestriction: onOff(partner.restrictsCancel),
    createdAt: offsetTime(partner.createdAt),
  };
}
