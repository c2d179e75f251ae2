/** The settings of a process that serves the public port. Sent between processes as JSON. */
import { type Static, Type } from '@sinclair/typebox';
import { oneOf } from '#channel';
import { type PublicRole, publicRoles } from '#ports';

const port = Type.Object({
  port: Type.Integer({ minimum: 0, maximum: 65_535 }),
  askedWith: Type.Optional(Type.String()),
});

const notification = Type.Object({
  schedule: Type.Optional(oneOf(['hong-kong', 'help-centre'])),
  contentType: Type.Optional(oneOf(['standard', 'as-seen-live'])),
  ownNetwork: Type.Optional(oneOf(['allowed', 'refused'])),
  hongKongExtras: Type.Optional(Type.Boolean()),
});

export const publicSettings = Type.Object({
  databaseUrl: Type.String(),
  host: Type.String(),
  port: Type.Readonly(port),
  sandbox: Type.Boolean(),
  /** Keeps the record of exchanges. */
  record: Type.Boolean(),
  /** Where the addresses of the other ports are written, and the key of secrets unless it is given. */
  dataFolder: Type.String(),
  /** Which parts of the public port the process serves. */
  roles: Type.Unsafe<readonly PublicRole[]>(Type.Array(oneOf(publicRoles))),
  /** How the public port is reached from outside; by default `publicHost` and its port. */
  publicUrl: Type.Optional(Type.Union([Type.String(), Type.Undefined()])),
  publicHost: Type.String(),
  notification,
  /** Whose `X-Forwarded-For` names the client: addresses and networks of our own proxies. */
  trustedProxies: Type.Unsafe<readonly string[]>(Type.Array(Type.String())),
});

export type PublicSettings = Readonly<Static<typeof publicSettings>>;
