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
  /** The secret from which notification ids are derived. */
  readonly key: Secret<string>;
  readonly settings: Pick<NotificationSettings, 'hongKongExtras'>;
}

/** Also limits memory, however many facts have accumulated. */
const batchMax = 500;

/**
 * Turns facts into deliveries. A fact is deleted in the transaction that stores its delivery, so a
 * crash in between changes nothing and the fact is taken again.
 */
export class Intake {
  readonly #options: IntakeOptions;
  #running: Promise<void> | undefined;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Takes all present facts; reports each batch after it is stored. */
  takeAll(onStored: (deliveries: readonly Delivery[]) => void): Promise<void> {
    // Serialised, because it has one connection. A caller that arrives meanwhile also needs the
    // facts stored since.
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
