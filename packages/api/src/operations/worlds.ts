import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, partnerId, time, walletId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const world = Type.String({ description: "A world's name.", examples: ['till-tests'] });

const gateway = Type.String({
  description: 'Where programs reach the gateway of this world.',
  examples: ['http://127.0.0.1:8700/w/till-tests/gateway.do'],
});

const made = Type.Object({
  world,
  gateway,
  partners: Type.Array(
    Type.Object({
      id: partnerId,
      contract: oneOf(['hk', 'global']),
      md5Key: Type.String(),
      publicKey: Type.String({ description: 'Our key, PEM; the same in every world.' }),
    }),
    { description: 'One of each contract.' },
  ),
  wallets: Type.Array(
    Type.Object({
      walletId,
      loginId: Type.String({ description: 'Phone number.' }),
      inst: oneOf(['ALIPAYHK', 'ALIPAYCN']),
      pin: Type.String({ description: 'Six digits.' }),
    }),
    { description: 'One of each kind.' },
  ),
  now: time,
});

const listed = Type.Object({
  world,
  gateway,
  isOpen: Type.Boolean({ description: 'Whether it holds connections now.' }),
  madeAt: time,
  calledAt: Type.String({
    description: 'The last call, by the real time; the world is dropped some time after.',
    examples: ['2026-11-22T10:00:00+08:00'],
  }),
  partners: Type.Array(partnerId),
});

export type NewWorldView = Fixed<Static<typeof made>>;
export type WorldView = Fixed<Static<typeof listed>>;

const dropped = Type.Object({ world, dropped: Type.Literal(true) });

export const worldRoutes = {
  'POST /admin/worlds': {
    summary: 'Makes a world of its own in a sandbox: clock, partners, wallets, trades.',
    body: fields({
      name: Type.Optional(
        Type.String({
          pattern: '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$',
          expected: '1 to 40 small letters, digits and hyphens, such as "till-tests"',
        }),
      ),
      contract: Type.Optional(oneOf(['hk', 'global'])),
      partnerId: Type.Optional(
        Type.String({
          pattern: '^2088[0-9]{12}$',
          expected: '16 digits that begin with 2088',
        }),
      ),
      md5Key: Type.Optional(
        Type.String({
          pattern: '^[!-~]{32,128}$',
          expected: '32 to 128 printable ASCII characters without blank',
        }),
      ),
    }),
    reply: made,
    status: 201,
    errors: { 'worlds-unavailable': 409, 'world-exists': 409 },
  },
  'GET /admin/worlds': {
    summary: 'Lists the worlds of a sandbox, the newest first.',
    reply: Type.Object({ worlds: Type.Array(listed) }),
    errors: { 'worlds-unavailable': 409 },
  },
  'DELETE /admin/worlds/:world': {
    summary: 'Drops a world with all that is in it; requests under way are finished first.',
    params: Type.Object({ world }),
    reply: dropped,
    errors: { 'worlds-unavailable': 409, 'world-unknown': 404 },
  },
} as const satisfies Api;
