import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { operations, type TestOperations } from './operations.ts';
import { openWorld, type TestGatewayWorld, type WorldOptions } from './world.ts';

export interface GatewayOptions {
  /** The launcher of the server; by default that of the package `@sampan/server`. */
  readonly launcher?: string;
  /** Added to the environment: `DATABASE_URL` names a PostgreSQL in place of the embedded one. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly startWithinMs?: number;
}

/** A real gateway for tests, a sandbox in a folder of its own. */
export interface TestGateway extends TestOperations {
  readonly url: string;
  /** The address of the operations API. */
  readonly admin: string;
  /**
   * A world of its own, in some milliseconds: clock, partners, wallets, trades. One for each test file, or each test,
   * over the one gateway.
   */
  world(wanted?: WorldOptions): Promise<TestGatewayWorld>;
  stop(): Promise<void>;
}

/**
 * Starts Sampan on free ports. One serves all tests of a run: each makes its own partner, or its own world when it moves the clock.
 * ```ts
 * const gateway = await startGateway();
 * const partner = createPartner({ ...(await gateway.partner()), retry: { tries: 1 } });
 * const wallet = await gateway.wallet({ balance: '100.00' });
 * await partner.collect({ id: 'T-1', … }, await wallet.code());
 * await gateway.stop();
 * ```
 */
export async function startGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const { launcher = ownLauncher(), environment = {}, startWithinMs = 120_000 } = options;
  const data = await mkdtemp(join(tmpdir(), 'sampan-gateway-'));
  const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
  const child = spawn(process.execPath, [launcher, 'start', '--json', '--data', data, ...ports], {
    env: { ...process.env, SAMPAN_SANDBOX: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(data, { recursive: true, force: true });
  };
  try {
    const { gateway, admin } = await addresses(child, AbortSignal.timeout(startWithinMs));
    return {
      ...{ url: gateway, admin, stop, ...operations(gateway, admin) },
      world: (wanted) => openWorld(admin, wanted),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the server prints once it serves. */
async function addresses(
  { stdout, stderr }: ChildProcess,
  signal: AbortSignal,
): Promise<{ readonly gateway: string; readonly admin: string }> {
  if (!stdout || !stderr) throw new Error('the server has no output');
  const errors: Buffer[] = [];
  stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const lines = createInterface(stdout);
  signal.addEventListener('abort', () => lines.close());
  // Ends without a line when the server ends.
  for await (const line of lines) return JSON.parse(line);
  throw new Error(`the gateway did not start: ${Buffer.concat(errors).toString()}`);
}

function ownLauncher(): string {
  // From where the tests run: the SDK itself does not depend on the server.
  const require = createRequire(join(process.cwd(), 'package.json'));
  return require.resolve('@sampan/server/bin/sampan.js');
}
