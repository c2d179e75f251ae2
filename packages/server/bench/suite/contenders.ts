/** All that takes part in a round: our operations, and what is measured beside them. */
import {
  type BareKind,
  type BareServer,
  bareReply,
  openBareServer,
  replyTo,
} from '../rivals/bare-server.ts';
import { opensslSpeed } from '../rivals/openssl.ts';
import { pgbenchClients, preparePgbench, runPgbench } from '../rivals/pgbench.ts';
import type { World } from '../system/world.ts';
import { measure } from './measure.ts';
import { openNotifications } from './notifications.ts';
import { operations, queries } from './operations.ts';
import type { Figures, Sample } from './results.ts';
import type { Settings } from './settings.ts';

export interface Contender extends Pick<Figures, 'name' | 'kind' | 'connections'> {
  round(): Promise<Sample>;
}

export interface Contenders {
  readonly each: readonly Contender[];
  close(): Promise<void>;
}

export async function openContenders(world: World, settings: Settings): Promise<Contenders> {
  const bare = await openBareServers(world);
  const notifications = await openNotifications(world);
  const each = [
    ...settings.connections.flatMap((connections) =>
      operations.map((operation): Contender => {
        const count = Math.ceil(settings.payments * operation.share);
        return {
          name: operation.name,
          kind: 'operation',
          connections,
          round: async () =>
            measure(world, { ...(await operation.prepare(world, count)), connections }),
        };
      }),
    ),
    {
      name: 'notification',
      kind: 'operation',
      connections: 1,
      round: () => notifications.deliver(settings.notifications),
    } satisfies Contender,
    ...(await pgbenchContenders(world, settings)),
    ...(['fastify', 'http'] as const).map((kind) =>
      bareContender(world, settings, bare[kind], kind),
    ),
    ...(await opensslContenders(settings)),
  ];
  return {
    each,
    async close() {
      notifications.close();
      for (const server of Object.values(bare)) server.close();
    },
  };
}

async function pgbenchContenders(world: World, settings: Settings): Promise<readonly Contender[]> {
  const { databaseUrl, postgresPid } = world;
  if (!(await preparePgbench(databaseUrl, settings.pgbenchScale))) {
    console.error('pgbench is not installed; there is no comparison with it.');
    return [];
  }
  return (['tpcb-like', 'select-only'] as const).map((script) => ({
    name: script === 'tpcb-like' ? 'pgbench TPC-B' : 'pgbench select-only',
    kind: 'rival',
    connections: pgbenchClients,
    round: () => runPgbench({ databaseUrl, postgresPid, script, seconds: settings.pgbenchSeconds }),
  }));
}

/** Bare servers that answer what the gateway answers to a query. */
export async function openBareServers(world: World): Promise<Record<BareKind, BareServer>> {
  const { requests, port } = await queries(world, 1);
  const reply = bareReply(await replyTo(port, requests[0] ?? ''));
  return {
    fastify: await openBareServer('fastify', reply),
    http: await openBareServer('http', reply),
  };
}

function bareContender(
  world: World,
  { payments, connections: [connections = 64] }: Settings,
  { port, pid }: BareServer,
  kind: BareKind,
): Contender {
  return {
    name: kind === 'fastify' ? 'bare Fastify' : 'bare node:http',
    kind: 'rival',
    connections,
    round: () => measureBare(world, { port, pid, connections, count: payments }),
  };
}

/** Sends a bare server what queries send. */
export async function measureBare(
  world: World,
  load: {
    readonly port: number;
    readonly pid: number;
    readonly connections: number;
    readonly count: number;
  },
): Promise<Sample> {
  const { port, pid, connections, count } = load;
  const { requests, expect } = await queries(world, count);
  const target = { ...world, serverPid: pid };
  const { postgresUs, ...sample } = await measure(target, { port, requests, expect, connections });
  return sample;
}

async function opensslContenders({ opensslSeconds }: Settings): Promise<readonly Contender[]> {
  if (!(await opensslSpeed(1))) {
    console.error('openssl is not installed; there is no comparison with it.');
    return [];
  }
  const speed = (what: 'signUs' | 'verifyUs') => async (): Promise<Sample> => {
    const cost = await opensslSpeed(opensslSeconds);
    const us = cost?.[what] ?? Number.NaN;
    return { perSecond: 1e6 / us, serverUs: us };
  };
  return [
    { name: 'openssl rsa2048 sign', kind: 'rival', connections: 1, round: speed('signUs') },
    { name: 'openssl rsa2048 verify', kind: 'rival', connections: 1, round: speed('verifyUs') },
  ];
}
