/**
 * What a process serves. By default everything; in production the same program runs by role, any number
 * of processes of each, on one database.
 *
 * | role    | opens                                                                            |
 * | ------- | -------------------------------------------------------------------------------- |
 * | gateway | public port: what partners' programs call, and the pictures of codes             |
 * | wallet  | public port: `/wallet/`, the buyers' side                                         |
 * | portal  | public port: `/portal/`, the partners' side                                       |
 * | worker  | scheduled jobs (one process of all leads) and the delivery of notifications      |
 * | sftp    | SFTP port, through which partners fetch their files                              |
 *
 * The operations port, on loopback, is open in every process.
 */
import { UsageError } from '@sampan/cli';

export const roles = ['gateway', 'wallet', 'portal', 'worker', 'sftp'] as const;
export type Role = (typeof roles)[number];

/** Those that share the public port. */
export const publicRoles = ['gateway', 'wallet', 'portal'] as const satisfies readonly Role[];
export type PublicRole = (typeof publicRoles)[number];

export const isPublic = (role: Role): role is PublicRole =>
  publicRoles.some((known) => known === role);

/** Reads `gateway,worker`; all roles when nothing was asked for. */
export function readRoles(text: string | undefined): readonly Role[] {
  if (text === undefined) return roles;
  const asked = text.split(',').map((name) => {
    const role = roles.find((known) => known === name.trim());
    if (!role) {
      throw new UsageError(`--roles: there is no role "${name}"; there are ${roles.join(', ')}`);
    }
    return role;
  });
  return roles.filter((role) => asked.includes(role));
}

/** Payments, jobs and deliveries of a world are one process's. */
const rolesOfWorlds = ['gateway', 'wallet', 'worker'] as const satisfies readonly Role[];

/** Why a server has no worlds beside `main`; undefined when it has. */
export function whyNoWorlds(server: {
  readonly sandbox: boolean;
  readonly workers: number;
  readonly roles: readonly Role[];
}): string | undefined {
  if (!server.sandbox) return 'Only a sandbox has worlds';
  if (server.workers === 1 && rolesOfWorlds.every((role) => server.roles.includes(role))) {
    return undefined;
  }
  const needed = rolesOfWorlds.join(', ');
  return `Worlds need one process with the roles ${needed}: start without --workers and --roles`;
}
