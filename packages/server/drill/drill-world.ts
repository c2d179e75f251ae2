/**
 * A world for drills: a PostgreSQL of its own that syncs to the disk, a proxy before it, and servers as
 * processes of their own whose only way to the database leads through that proxy.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@sampan/embedded-postgres';
import { type FaultProxy, faultProxy } from '#test-kit';
import { kill, type Process, processes } from '../test/system-kit/processes.ts';
import { type Server, startServer } from '../test/system-kit/server.ts';

export interface DrillWorld {
  readonly road: FaultProxy;
  /** For the owner of the tables, past the proxy. */
  readonly ownerUrl: string;
  /** Starts a server with two worker processes. */
  startServer(): Promise<Server>;
  /** Stops every process of PostgreSQL where it stands; answers how to let them go on. */
  freeze(): () => void;
  close(): Promise<void>;
}

export async function openDrillWorld(): Promise<DrillWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-drill-'));
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'database') });
  const road = await faultProxy(postgres.url);
  const ownerRoad = await faultProxy(postgres.ownerUrl);
  const servers: Server[] = [];
  let thaw: () => void = () => undefined;
  return {
    // A server knows two roads, for its own role and for the owner's; both are one to the drill.
    road: {
      ...road,
      vanish() {
        road.vanish();
        ownerRoad.vanish();
      },
      heal() {
        road.heal();
        ownerRoad.heal();
      },
    },
    ownerUrl: postgres.ownerUrl,
    async startServer() {
      const environment = { DATABASE_URL: road.url, DATABASE_OWNER_URL: ownerRoad.url };
      const server = await startServer(join(folder, 'data'), { workers: 2, environment });
      servers.push(server);
      return server;
    },
    freeze() {
      const frozen = processesOf(postgres.pid);
      for (const pid of frozen) kill(pid, 'SIGSTOP');
      thaw = () => {
        for (const pid of frozen) kill(pid, 'SIGCONT');
        thaw = () => undefined;
      };
      return thaw;
    },
    async close() {
      thaw();
      for (const server of servers) server.kill();
      await Promise.all([road.close(), ownerRoad.close()]);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const processesOf = (postmaster: number): readonly number[] =>
  processes()
    .filter(({ pid, parent }: Process) => pid === postmaster || parent === postmaster)
    .map(({ pid }) => pid);
