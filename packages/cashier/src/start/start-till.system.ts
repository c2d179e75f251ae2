/** Starts a till on this machine: its database in a folder, its server on a port. */
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemRandom } from '@sampan/primitives/node';
import type { PartnerOptions } from '@sampan/sdk';
import { createTillServer, type ServeOptions } from '../http/serve.http.ts';
import { networkPrinter } from '../printer/printer.http.ts';
import type { TillSettings } from '../settings.ts';
import { openDatabaseFile } from '../store/open-file.sqlite.ts';
import { openTill, type Till } from '../till.ts';
import { systemTime } from './time.system.ts';

export interface StartOptions extends ServeOptions {
  readonly settings: TillSettings;
  readonly partner: Omit<PartnerOptions, 'store' | 'hooks' | 'time'>;
  /** The folder of its database, which is made where it is missing. */
  readonly data: string;
  /** 0 takes any. */
  readonly port: number;
  readonly host?: string;
  /** People who work at it, made where they are missing; without any a first supervisor is made. */
  readonly cashiers?: readonly StartCashier[];
  readonly onError?: (error: unknown) => void;
}

export interface StartCashier {
  readonly id: string;
  readonly name: string;
  readonly role: 'cashier' | 'supervisor';
  readonly pin: string;
}

export interface StartedTill {
  readonly till: Till;
  /** Of its page. */
  readonly url: string;
  /** Of the supervisor that was made; shown once. */
  readonly firstPin: string | undefined;
  stop(): Promise<void>;
}

/** Something that the till needs belongs to another program. */
export class TakenError extends Error {
  override readonly name = 'TakenError';

  readonly what: 'port' | 'folder';

  constructor(what: 'port' | 'folder', message: string, options?: ErrorOptions) {
    super(message, options);
    this.what = what;
  }
}

/**
 * ```ts
 * const { url, firstPin } = await startTill({ settings, partner, data: './till', port: 8790 });
 * ```
 */
export async function startTill(options: StartOptions): Promise<StartedTill> {
  const { settings, partner, data, port, host = '127.0.0.1', cashiers = [] } = options;
  const onError = options.onError ?? ((error: unknown) => process.emitWarning(String(error)));
  await mkdir(data, { recursive: true, mode: 0o700 });
  const database = openDatabaseFile(join(data, 'till.db'));
  let till: Till | undefined;
  const close = async () => {
    await till?.close();
    database.close();
  };
  try {
    till = openTill({
      database,
      settings,
      partner,
      time: systemTime,
      random: systemRandom,
      openPrinter: networkPrinter,
      onError,
    });
    for (const cashier of cashiers) await till.cashiers.add(cashier);
    const firstPin = await till.cashiers.first('Supervisor');
    const served = createTillServer(till, options);
    await listening(served.server, port, host);
    return {
      till,
      url: addressOf(served.server.address(), host),
      firstPin,
      async stop() {
        served.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    // The SDK's store locks the database.
    if (/in use by another program/.test(String(error)))
      throw new TakenError('folder', `Another till works in ${data}`, { cause: error });
    throw error;
  }
}

const listening = (
  server: ReturnType<typeof createTillServer>['server'],
  port: number,
  host: string,
) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? taken(port, cause) : cause),
    );
    server.listen(port, host, () => resolve());
  });

const taken = (port: number, cause: Error): TakenError =>
  new TakenError('port', `Port ${port} is taken`, { cause });

function addressOf(address: AddressInfo | string | null, host: string): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}
