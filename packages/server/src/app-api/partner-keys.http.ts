import { createHash, createPublicKey } from 'node:crypto';
import type { PartnerKeysView, PartnerKeyView } from '@sampan/api';
import {
  after,
  type Duration,
  days,
  type Instant,
  isPartnerId,
  offsetTime,
  type PartnerId,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { inTransaction } from '#database';
import {
  currentMd5Key,
  drawMd5Key,
  type KnownPartner,
  type PartnerKey,
  type PartnerKeys,
  readPartnerKeys,
  readPartners,
  replacePartnerKey,
  validKeys,
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
import { conflict, unknown } from './problem.ts';
import { serve } from './serve.http.ts';

/** Long enough for a partner to change every till. */
const overlapUsual = days(7);

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
    overlap: Duration = overlapUsual,
  ): Promise<PartnerKeysView> {
    const now = world.clock.now();
    const overlapUntil = after(now, overlap);
    const connection = await world.openConnection();
    try {
      await inTransaction(connection, () =>
        replacePartnerKey(connection, { partnerId, kind, value, now, overlapUntil }, world.secrets),
      );
    } finally {
      await connection.close();
    }
    return view((await find(partnerId)).known, now);
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
      keys: [
        ...keyViews('md5', keys.md5, now, (key) => md5Fingerprint(key.reveal())),
        ...keyViews('rsa', keys.rsa, now, publicFingerprint),
      ],
    };
  }
}

const currentOf = <Value>(keys: readonly PartnerKey<Value>[]): PartnerKey<Value> | undefined =>
  keys.find(({ validUntil }) => validUntil === undefined);

const isCurrent = (field: string) =>
  conflict('key-unchanged', 'This is the current key already', field);

function keyViews<Value>(
  kind: keyof PartnerKeys,
  keys: readonly PartnerKey<Value>[],
  now: Instant,
  fingerprint: (value: Value) => string,
): readonly PartnerKeyView[] {
  const valid = new Set(validKeys(keys, now));
  return keys.map((key) => ({
    kind,
    number: key.number,
    fingerprint: fingerprint(key.value),
    madeAt: offsetTime(key.madeAt),
    ...(key.validUntil !== undefined && { validUntil: offsetTime(key.validUntil) }),
    state: key.validUntil === undefined ? 'current' : valid.has(key) ? 'overlapping' : 'ended',
  }));
}

/** The first 64 bits of SHA-256: enough to tell keys apart, too little to confirm a guess cheaply. */
const md5Fingerprint = (key: string): string =>
  `SHA256:${createHash('sha256').update('sampan md5 key').update(key).digest('hex').slice(0, 16)}`;

/** SHA-256 of the SubjectPublicKeyInfo, as `openssl pkey -pubin -outform der | sha256sum` shows it. */
function publicFingerprint(pem: string): string {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('hex')}`;
}
