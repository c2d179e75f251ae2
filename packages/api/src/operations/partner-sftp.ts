import { type Static, Type } from '@sinclair/typebox';
import { fields, partnerId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** How a partner logs in to fetch its files; of a password only that there is one. */
const logIn = Type.Object({
  logIn: partnerId,
  hasPassword: Type.Boolean(),
  keys: Type.Array(
    Type.Object({
      type: Type.Optional(Type.String({ examples: ['ssh-ed25519'] })),
      fingerprint: Type.Optional(Type.String()),
      key: Type.String({ description: 'The line of authorized_keys.' }),
    }),
  ),
  addresses: Type.Array(Type.String(), { description: 'Addresses and networks.' }),
  from: Type.Union(
    [Type.Literal('addresses'), Type.Literal('everywhere'), Type.Literal('nowhere')],
    {
      description:
        'From where it may log in; without a list from everywhere in a sandbox, else from nowhere.',
    },
  ),
});

export type SftpLogInView = Fixed<Static<typeof logIn>>;

const hostKey = Type.Object({
  type: Type.String({ examples: ['ssh-ed25519'] }),
  publicKey: Type.String({ description: 'A line of known_hosts, without the host.' }),
  fingerprint: Type.String(),
});

const params = Type.Object({ id: Type.String({ description: "The partner's id (PID)." }) });

/** A text; an empty one removes what is stored. */
const removable = (expected: string) =>
  Type.Optional(Type.String({ description: 'Empty text removes it.', expected }));

export const partnerSftpRoutes = {
  'GET /admin/partners/:id/sftp': {
    summary: 'Shows how a partner logs in to fetch its files.',
    params,
    reply: logIn,
    errors: { 'partner-unknown': 404 },
  },
  'PUT /admin/partners/:id/sftp': {
    summary: 'Changes how a partner logs in; what is left out stays as it is.',
    params,
    body: fields({
      password: removable('12 to 128 characters'),
      keys: removable('lines of authorized_keys'),
      allow: removable('addresses and networks'),
    }),
    reply: logIn,
    errors: { 'partner-unknown': 404 },
  },
  'GET /admin/sftp': {
    summary: 'Shows the host keys by which clients know the file server.',
    reply: Type.Object({ hostKeys: Type.Array(hostKey) }),
  },
} as const satisfies Api;
