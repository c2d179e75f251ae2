import type { Secret } from '@sampan/primitives';
import { takeFacts } from '#acquiring';
import { type BusinessClock, type Connection, followClock, inTransaction } from '#database';
import type { PartnerDirectory } from '#partner';
import type { Delivery } from './delivery.ts';
import { insertDeliveries } from './delivery-rows.postgres.ts';
import { newDelivery } from './new-delivery.ts';
import type { OwnConnection } from './own-connection.ts';
import type { NotificationSettings } from './settings.ts';

export interface IntakeOptions {
  readonly connection: OwnConnection;
  readonly clock: BusinessClock;
  readonly directory: Pick<PartnerDirectory, 'find'>;
  /** From which the names of notifications are derived. */
  readonly key: Secret<string>;
  readonly settings: Pick<NotificationSettings, 'hongKongExtras'>;
}

/** Also bounds what is in memory, however many facts have gathered. */
const batchMax = 500;

/**
 * Makes deliveries of facts. A fact is taken in the transaction that stores its delivery: whoever is
 * stopped in between has done nothing, and the fact is still there for the next.
 */
export class Intake {
  readonly #options: IntakeOptions;
  #running: Promise<void> | undefined;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Takes all facts that are there; tells of each batch when it is stored. */
  takeAll(onStored: (deliveries: readonly Delivery[]) => void): Promise<void> {
    // One at a time: it has one connection. Who comes in between also wants what came since.
    const before = this.#running?.catch(() => undefined);
    const running = before ? before.then(() => this.#takeAll(onStored)) : this.#takeAll(onStored);
    this.#running = running;
    const done = () => {
      if (this.#running === running) this.#running = undefined;
    };
    running.then(done, done);
    return running;
  }

  async #takeAll(onStored: (deliveries: readonly Delivery[]) => void): Promise<void> {
    for (;;) {
      const { connection } = await this.#options.connection.get();
      const { taken, deliveries } = await inTransaction(connection, () => this.#take(connection));
      if (deliveries.length > 0) onStored(deliveries);
      if (taken < batchMax) return;
    }
  }

  async #take(connection: Connection): Promise<{ taken: number; deliveries: Delivery[] }> {
    const { clock, directory, key, settings } = this.#options;
    const [facts] = await Promise.all([
      takeFacts(connection, batchMax, clock.now()),
      followClock(connection, clock),
    ]);
    const deliveries: Delivery[] = [];
    for (const fact of facts) {
      const known = await directory.find(fact.trade.partnerId);
      const contract = known?.partner.contract ?? 'hk';
      deliveries.push(newDelivery(fact, { ...settings, key, contract }));
    }
    if (deliveries.length > 0) await insertDeliveries(connection, deliveries);
    return { taken: facts.length, deliveries };
  }
}
