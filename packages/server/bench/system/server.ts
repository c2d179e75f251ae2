import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** As docs/production.md starts a server of one process. */
const productionOptions = ['--max-semi-space-size=32'];

const ownLauncher = fileURLToPath(new URL('../../bin/sampan.js', import.meta.url));

export interface StartedServer {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly gateway: string;
  readonly admin: string;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly folder: string;
  /** Of an installed program; by default that of this clone. */
  readonly launcher?: string;
  /** Without one the server starts a PostgreSQL of its own. */
  readonly database?: { readonly url: string; readonly ownerUrl: string } | undefined;
  readonly workers?: number;
  /** Of Node itself. */
  readonly nodeOptions?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts `sampan start` as users do, on ports that are free; resolves when it serves. */
export async function startServer({
  folder,
  launcher = ownLauncher,
  database,
  workers = 1,
  nodeOptions = [],
  environment = {},
}: StartOptions): Promise<StartedServer> {
  const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
  const flags = ['start', '--json', '--data', folder, '--workers', String(workers), ...ports];
  const node = [...productionOptions, ...nodeOptions];
  const child = spawn(process.execPath, [...node, launcher, ...flags], {
    env: {
      ...process.env,
      SAMPAN_SANDBOX: '1',
      // As in production; `pay --record` measures what it costs.
      SAMPAN_RECORD: '0',
      ...(database && { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl }),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout)) {
    const { gateway, admin } = JSON.parse(line) as { gateway: string; admin: string };
    return { process: child, pid: child.pid ?? 0, gateway, admin, stop: () => stop(child) };
  }
  throw new Error('the server did not start');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Runs a command of `sampan` to its end and answers what it printed; rejects when it fails. */
export async function sampan(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [ownLauncher, ...args], {
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

/** Throws when an invariant does not hold: what was measured would be worth nothing. */
export async function requireCleanAudit(admin: string): Promise<void> {
  await sampan('audit', '--json', '--admin', admin).catch((error: { stdout?: string }) => {
    throw new Error(`sampan audit is not clean: ${(error.stdout ?? '').slice(0, 2_000)}`, {
      cause: error,
    });
  });
}

/** Calls the operations API, which has no limits of its own on a machine of one's own. */
export async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${url}: ${JSON.stringify(answer)}`);
  return answer;
}
