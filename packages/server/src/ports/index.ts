/** Where a server listens, what it serves there, and by which address others reach it. */
export { freePort } from './free-port.http.ts';
export { closeHttpPort, openHttpPort } from './http-port.ts';
export { listenNear, type PortWish } from './listen-near.ts';
export { publicHost, reachable, readPublicUrl } from './public-address.ts';
export {
  isPublic,
  type PublicRole,
  publicRoles,
  type Role,
  readRoles,
  roles,
  whyNoWorlds,
} from './roles.ts';
