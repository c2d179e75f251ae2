/** A till over a gateway in memory, in virtual time: a minute of polling takes milliseconds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@sampan/primitives';
import {
  type MemoryGateway,
  memoryGateway,
  type VirtualTime,
  virtualTime,
} from '@sampan/sdk/testing';
import Database from 'libsql';
import type { Basket, OrderView, PaymentView } from '../src/api/index.ts';
import { completeSettings, type GivenSettings, openTill, type Till } from '../src/index.ts';
import type { TillOptions } from '../src/till.ts';

export const key = 'k'.repeat(32);
export const partnerId = '2088000000000001';
export const code = '289216843756120934';

export interface TillWorld {
  readonly till: Till;
  readonly gateway: MemoryGateway;
  readonly time: VirtualTime;
  /** What went wrong in the background. */
  readonly errors: readonly unknown[];
  readonly supervisor: string;
  readonly cashier: string;
  /** An order of one line. */
  order(id: string, amount: string, change?: Partial<Basket>): OrderView;
  /** The order, as soon as `is` holds for it. */
  when(orderId: string, is: (order: OrderView) => boolean): Promise<OrderView>;
  /** Carries out a statement, past the till. */
  sql(text: string): void;
  /** Another till on the same database, as after a crash. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const pins = { cashier: '1234', supervisor: '987654' } as const;

/** Who works at a till that is started with its people. */
export const people = [
  { id: 'ng', name: 'Ng', role: 'supervisor', pin: pins.supervisor },
  { id: 'lee', name: 'Lee', role: 'cashier', pin: pins.cashier },
] as const;

/** The partner of this kit, at a gateway in memory. */
export const partnerAt = ({ transport }: Pick<MemoryGateway, 'transport'>) =>
  ({
    gateway: 'test',
    id: partnerId,
    contract: 'hk',
    sign: { type: 'MD5', key },
    transport,
  }) as const;

export async function tillWorld(
  given: GivenSettings = {},
  options: Partial<TillOptions> = {},
): Promise<TillWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-till-'));
  const time = virtualTime();
  const gateway = memoryGateway({ key, time });
  const errors: unknown[] = [];
  const random = seededRandom(7);

  function open() {
    const database = new Database(join(folder, 'till.db'));
    const till = openTill({
      database,
      settings: completeSettings(given),
      partner: partnerAt(gateway),
      time,
      random,
      openPrinter: () => {
        throw new Error('this world has no printer');
      },
      onError: (error) => errors.push(error),
      ...options,
    });
    return { database, till };
  }

  let current = open();
  const [supervisor, cashier] = ['supervisor-1', 'cashier-1'];
  const { cashiers } = current.till;
  await cashiers.add({ id: supervisor, name: 'Ng', role: 'supervisor', pin: pins.supervisor });
  await cashiers.add({ id: cashier, name: 'Lee', role: 'cashier', pin: pins.cashier });
  return {
    get till() {
      return current.till;
    },
    ...{ gateway, time, errors, supervisor, cashier },
    order: (id, price, change) =>
      current.till.orders.put(id, { lines: [{ quantity: 1, price }], ...change }, cashier),
    when(orderId, is) {
      const { hub } = current.till.live;
      return new Promise((resolve) => {
        const look = (): void => {
          const order = current.till.orders.get(orderId);
          if (!is(order)) return;
          stop();
          resolve(order);
        };
        const stop = hub.listen(look);
        look();
      });
    },
    sql: (text) => void current.database.exec(text),
    async restart() {
      await current.till.close();
      current.database.close();
      current = open();
    },
    async close() {
      await current.till.close();
      current.database.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const last = (order: OrderView): PaymentView => {
  const payment = order.payments.at(-1);
  if (!payment) throw new Error(`order ${order.number} has no payment`);
  return payment;
};

export const isDecided = (order: OrderView): boolean =>
  order.payments.length > 0 &&
  order.payments.every(({ state }) => state === 'paid' || state === 'notPaid');
