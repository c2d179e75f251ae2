import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** One key of a partner, by its fingerprint. */
export const partnerKey = Type.Object({
  kind: oneOf(['md5', 'rsa']),
  number: Type.Integer({ description: 'Counts the keys of a kind, from 1.' }),
  fingerprint: Type.String({ examples: ['SHA256:9f86d081884c7d65'] }),
  madeAt: time,
  validUntil: Type.Optional(time),
  state: oneOf(['current', 'overlapping', 'ended']),
});

export type PartnerKeyView = Fixed<Static<typeof partnerKey>>;

const partnerKeys = Type.Object({
  id: partnerId,
  publicKey: Type.String({
    description: 'Our key, PEM; it verifies our replies and notifications.',
  }),
  publicKeyFingerprint: Type.String(),
  md5Key: Type.Optional(Type.String({ description: 'In a sandbox only.' })),
  partnerPublicKey: Type.Optional(Type.String({ description: "The partner's own key, PEM." })),
  keys: Type.Array(partnerKey),
});

export type PartnerKeysView = Fixed<Static<typeof partnerKeys>>;

const params = Type.Object({ id: Type.String({ description: "The partner's id (PID)." }) });

const overlap = Type.Optional(
  Type.String({
    description: 'How long the old key is accepted too.',
    default: '7d',
    expected: 'a time of up to 90d such as 7d or 12h; 0 ends the old key at once',
  }),
);

export const partnerKeyRoutes = {
  'GET /admin/partners/:id/keys': {
    summary: 'Shows the keys that a partner and we know each other by.',
    params,
    reply: partnerKeys,
    errors: { 'partner-unknown': 404 },
  },
  'POST /admin/partners/:id/keys/md5': {
    summary:
      "Replaces a partner's MD5 key, by default with a random one. Outside a sandbox the key is in this answer only.",
    params,
    body: fields({
      md5Key: Type.Optional(
        Type.String({ expected: '32 to 128 printable ASCII characters without blank' }),
      ),
      overlap,
    }),
    reply: Type.Composite([partnerKeys, Type.Object({ md5Key: Type.String() })]),
    status: 201,
    errors: { 'partner-unknown': 404, 'key-unchanged': 409 },
  },
  'POST /admin/partners/:id/keys/public': {
    summary: "Sets or replaces a partner's public key.",
    params,
    body: fields({
      publicKey: Type.String({ expected: 'an RSA public key, PEM or Base64' }),
      overlap,
    }),
    reply: partnerKeys,
    status: 201,
    errors: { 'partner-unknown': 404, 'key-unchanged': 409 },
  },
} as const satisfies Api;
