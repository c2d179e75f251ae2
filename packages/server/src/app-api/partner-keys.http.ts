import type { PartnerKeysView } from '@sampan/api';
import { type Duration, type Instant, isPartnerId, type PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  currentMd5Key,
  drawMd5Key,
  type KnownPartner,
  readPartnerKeys,
  readPartners,
} from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { Fields } from './fields.ts';
import {
  asMd5Key,
  asOverlap,
  asPublicKey,
  md5KeyRule,
  overlapRule,
  publicKeyRule,
} from './key-fields.ts';
import {
  allKeyViews,
  currentOf,
  isCurrent,
  publicFingerprint,
  replaceKey,
} from './partner-key-views.ts';
import { unknown } from './problem.ts';
import { serve } from './serve.http.ts';

/** The keys that a partner and we know each other by: shown, and replaced with an overlap. */
export function partnerKeyRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { random } = world;

  serve(app, world, 'GET /admin/partners/:id/keys', async ({ params }) => {
    const { known, now } = await find(params.id);
    return view(known, now);
  });

  serve(app, world, 'POST /admin/partners/:id/keys/md5', async ({ params, body }) => {
    const fields = new Fields(body, ['md5Key', 'overlap']);
    const given = fields.read('md5Key', md5KeyRule, asMd5Key);
    const overlap = fields.read('overlap', overlapRule, asOverlap);
    const { partner, keys } = (await find(params.id)).known;
    const value = given ?? drawMd5Key(random).reveal();
    if (currentMd5Key(partner.id, keys).reveal() === value) throw isCurrent('md5Key');
    const replaced = await replace(partner.id, 'md5', value, overlap);
    // The key is shown only here, outside the sandbox.
    return { ...replaced, md5Key: value };
  });

  serve(app, world, 'POST /admin/partners/:id/keys/public', async ({ params, body }) => {
    const fields = new Fields(body, ['publicKey', 'overlap']);
    const value = fields.require('publicKey', publicKeyRule, asPublicKey(world.keys.publicKey));
    const overlap = fields.read('overlap', overlapRule, asOverlap);
    const { partner, keys } = (await find(params.id)).known;
    if (currentOf(keys.rsa)?.value === value) throw isCurrent('publicKey');
    return replace(partner.id, 'rsa', value, overlap);
  });

  /** The partner as it is stored now; the directory's may be a second old. */
  async function find(
    id: string,
  ): Promise<{ readonly known: KnownPartner; readonly now: Instant }> {
    if (!isPartnerId(id)) throw unknown('partner', id);
    const { result, now } = await world.reader.read((connection) =>
      Promise.all([readPartners(connection, [id]), readPartnerKeys(connection, id, world.secrets)]),
    );
    const [[partner], keys] = result;
    if (!partner) throw unknown('partner', id);
    return { known: { partner, keys }, now };
  }

  async function replace(
    partnerId: PartnerId,
    kind: 'md5' | 'rsa',
    value: string,
    overlap: Duration | undefined,
  ): Promise<PartnerKeysView> {
    await replaceKey(world, { partnerId, kind, value, overlap });
    return view((await find(partnerId)).known, world.clock.now());
  }

  /** Fingerprints and times; the MD5 key itself only in the sandbox. */
  function view({ partner, keys }: KnownPartner, now: Instant): PartnerKeysView {
    const publicKey = currentOf(keys.rsa)?.value;
    return {
      id: partner.id,
      publicKey: world.keys.publicKey,
      publicKeyFingerprint: publicFingerprint(world.keys.publicKey),
      ...(world.access.kind === 'sandbox' && {
        md5Key: currentMd5Key(partner.id, keys).reveal(),
      }),
      ...(publicKey !== undefined && { partnerPublicKey: publicKey }),
      keys: allKeyViews(keys, now),
    };
  }
}
