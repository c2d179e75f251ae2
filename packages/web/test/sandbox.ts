/** A sandbox with its demo world, in the test's own process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveHere } from '../../server/test/serve-here.ts';
import { createTestDatabase } from '../../server/test-kit/index.ts';

export interface Sandbox {
  /** Of the public port. */
  readonly url: string;
  /** Of the operations port. */
  readonly admin: string;
  /** The port of its SFTP server, and the fingerprint of its key. */
  readonly sftp: { readonly port: number; readonly hostKey: string };
  readonly demo: Demo;
  /** Asks the operations API. */
  operate(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** What `start --demo --json` says of the demo world. */
export interface Demo {
  readonly partners: readonly { readonly id: string; readonly md5Key: string }[];
  /** Who signs in to the portal. */
  readonly portal: {
    readonly people: readonly {
      readonly login: string;
      readonly name: string;
      readonly role: string;
      readonly password: string;
    }[];
  };
}

export async function openSandbox(): Promise<Sandbox> {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'sampan-web-'));
  const running = await serveHere({ database, dataFolder, demo: true });
  const { demo } = (running.demo?.view ?? {}) as { readonly demo: Demo };
  return {
    url: running.publicPort,
    admin: running.admin,
    sftp: { port: Number(running.sftp.split(':')[1]), hostKey: running.sftpHostKey },
    demo,
    async operate(method, path, body) {
      const reply = await fetch(`${running.admin}/admin${path}`, {
        method,
        ...(body && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
      const text = await reply.text();
      if (!reply.ok) throw new Error(text);
      return JSON.parse(text);
    },
    async close() {
      await running.stop();
      await database.drop();
      await rm(dataFolder, { recursive: true });
    },
  };
}
