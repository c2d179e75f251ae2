/** The till of the demo world's Hong Kong partner, beside the gateway: a server of its own, in this process. */
import { join } from 'node:path';
import type { DemoTillOptions, StartedTill } from '@sampan/cashier';
import { failureLog, type Log } from '#log';
import type { Platform } from '#platform';
import { freePort, listenNear, type PortWish, reachable } from '#ports';
import type { Opened } from '#shutdown';
import type { PlayingPartner } from './demo-world.ts';

export interface DemoTillWish {
  readonly ports: { readonly till: PortWish };
  readonly host: string;
  /** The host in the addresses that other devices use. */
  readonly publicHost: string;
  readonly dataFolder: string;
  /** Empty without that role: then there is no till. */
  readonly gateway: string;
  readonly opened: Opened;
  readonly log: Log;
}

export interface DemoTill {
  readonly url: string;
  readonly cashiers: readonly {
    readonly name: string;
    readonly role: 'cashier' | 'supervisor';
    readonly pin: string;
  }[];
}

/** Payments do not depend on it: what keeps it from starting is said, unless the port was asked for. */
export async function openDemoTill(
  partner: Pick<PlayingPartner, 'id' | 'md5Key'>,
  wish: DemoTillWish,
  { timers }: Pick<Platform, 'timers'>,
): Promise<DemoTill | undefined> {
  const { ports, host, publicHost, dataFolder, gateway, opened } = wish;
  if (gateway === '') return undefined;
  const log = wish.log.about('till');
  try {
    const { demoCashiers, startDemoTill } = await import('@sampan/cashier');
    const options: Omit<DemoTillOptions, 'port'> = {
      host,
      data: join(dataFolder, 'till'),
      partner: { gateway, id: partner.id, sign: { type: 'MD5', key: partner.md5Key.reveal() } },
      onError: failureLog(log, timers),
    };
    let till: StartedTill | undefined;
    const port = await listenNear(
      ports.till,
      async (wanted) => {
        const port = await freePort(host, wanted);
        const notifyBase = `http://${reachable(host)}:${port}`;
        till = await startDemoTill({ ...options, port, notifyBase });
        return port;
      },
      log.warn,
    );
    opened.entrance('the till', async () => till?.stop());
    return {
      url: `http://${publicHost}:${port}/`,
      cashiers: demoCashiers.map(({ name, role, pin }) => ({ name, role, pin })),
    };
  } catch (error) {
    if (ports.till.askedWith !== undefined) throw error;
    log.warn(`The till does not start: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
