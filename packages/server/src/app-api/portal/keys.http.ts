import type { PortalKeysView } from '@sampan/api';
import type { PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { currentMd5Key, drawMd5Key, type PartnerKeys, readPartnerKeys } from '#partner';
import { Fields } from '../fields.ts';
import { asOverlap, asPublicKey, overlapRule, publicKeyRule } from '../key-fields.ts';
import {
  allKeyViews,
  currentOf,
  isCurrent,
  publicFingerprint,
  replaceKey,
} from '../partner-key-views.ts';
import { doerOf, type PortalCaller } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

/** The keys of a partner: shown by fingerprint, replaced with an overlap. */
export function keyRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { random, reader, clock, secrets, log, keys: ours, sandbox } = world;

  serve(app, world, 'GET /keys', async ({ caller }) => {
    const keys = await read(caller.partner.id);
    const { id } = caller.partner;
    return { ...view(keys), ...(sandbox && { md5Key: currentMd5Key(id, keys).reveal() }) };
  });

  serve(app, world, 'POST /keys/md5', async ({ caller, body }) => {
    const overlap = overlapIn(body);
    // In this answer only: a key that was lost is replaced.
    const md5Key = drawMd5Key(random).reveal();
    return { ...(await replace(caller, 'md5', md5Key, overlap)), md5Key };
  });

  serve(app, world, 'POST /keys/public', async ({ caller, body }) => {
    const fields = new Fields(body, ['publicKey', 'overlap']);
    const value = fields.require('publicKey', publicKeyRule, asPublicKey(ours.publicKey));
    const overlap = overlapIn(body);
    const { rsa } = await read(caller.partner.id);
    if (currentOf(rsa)?.value === value) throw isCurrent('publicKey');
    return replace(caller, 'rsa', value, overlap);
  });

  async function read(partnerId: PartnerId): Promise<PartnerKeys> {
    const { result } = await reader.read((connection) =>
      readPartnerKeys(connection, partnerId, secrets),
    );
    return result;
  }

  async function replace(
    caller: PortalCaller,
    kind: 'md5' | 'rsa',
    value: string,
    overlap: ReturnType<typeof overlapIn>,
  ): Promise<PortalKeysView> {
    const { id: partnerId } = caller.partner;
    const deed = { what: 'key.changed', subject: kind };
    await replaceKey(world, { partnerId, kind, value, overlap }, (connection) =>
      log.add(connection, doerOf(caller), deed),
    );
    return view(await read(partnerId));
  }

  const view = (keys: PartnerKeys): PortalKeysView => ({
    gateway: world.gatewayUrl(),
    publicKey: ours.publicKey,
    publicKeyFingerprint: publicFingerprint(ours.publicKey),
    keys: allKeyViews(keys, clock.now()),
  });
}

const overlapIn = ({ overlap }: { readonly overlap?: string }) =>
  new Fields({ overlap }, ['overlap']).read('overlap', overlapRule, asOverlap);
