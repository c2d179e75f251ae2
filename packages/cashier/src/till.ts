/**
 * Puts a till together: the database, the SDK on a store in the same database, and the use cases. What was
 * open when the till died goes on before the first request is served.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hours, type Random } from '@sampan/primitives';
import { createPartner, httpTransport, type PartnerOptions, type Time } from '@sampan/sdk';
import { type SqliteDatabase, sqliteStore } from '@sampan/sdk/sqlite';
import type { AsOf, ConnectionCheckView, TillStatusView } from './api/index.ts';
import { type Cashiers, createCashiers } from './cashier/cashiers.ts';
import { checkConnection } from './check/connection-check.ts';
import { createDays, type Days } from './day/days.ts';
import { createDesk, type Desk } from './desk-code/desk.ts';
import { createDisplays, type Displays } from './display/displays.ts';
import { followGateway } from './followed-time.ts';
import type { StreamsParts } from './http/event-stream.http.ts';
import { createHub } from './live/hub.ts';
import { createOrderBook } from './order/order-book.ts';
import { createOrders, type Orders } from './order/orders.ts';
import type { TillParts } from './parts.ts';
import { afterCall, type GatewayHealth } from './payment/gateway-health.ts';
import { createPayments, type Payments } from './payment/payments.ts';
import type { Printer } from './printer/printer.http.ts';
import { createPrinting, type Printing } from './printer/printing.ts';
import { createRefunds, type Refunds } from './refund/refunds.ts';
import type { TillSettings } from './settings.ts';
import { createShifts, type Shifts } from './shift/shifts.ts';
import { openTillDatabase } from './store/database.sqlite.ts';
import { openTillRecords } from './store/till-records.ts';
import { tillStatus } from './till-status.ts';
import { timeUntil, transportUntil } from './until-closed.ts';
import { wait } from './wait.ts';

export interface TillOptions {
  /** Open, in a file, of libsql or better-sqlite3. */
  readonly database: SqliteDatabase;
  readonly settings: TillSettings;
  /** How the gateway is reached; the till adds store, hooks and time. */
  readonly partner: Omit<PartnerOptions, 'store' | 'hooks' | 'time'>;
  readonly time: Time;
  readonly random: Random;
  /** By its address, if the settings name one. */
  readonly openPrinter: (address: string, onState: () => void) => Printer;
  /** 10 s unless said otherwise. */
  readonly askAgainMs?: number;
  readonly onError: (error: unknown) => void;
}

export interface Till
  extends Pick<TillParts, 'settings' | 'time' | 'random' | 'currency' | 'onError'> {
  readonly cashiers: Cashiers;
  readonly orders: Orders;
  readonly payments: Payments;
  readonly refunds: Refunds;
  readonly shifts: Shifts;
  readonly days: Days;
  readonly printing: Printing;
  readonly displays: Displays;
  readonly desk: Desk;
  readonly live: StreamsParts;
  checkConnection(): Promise<ConnectionCheckView>;
  status(): TillStatusView;
  /** The next moment of this run, for a view of the till. */
  stamp(): AsOf;
  notify(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends the work in the background. What is open goes on with the next start. */
  close(): Promise<void>;
}

export function openTill(options: TillOptions): Till {
  const { settings, random, onError, askAgainMs = 10_000, time: machine } = options;
  const store = sqliteStore(options.database);
  const database = openTillDatabase(options.database);
  const records = openTillRecords(database);
  const hub = createHub(random.letters(8));
  const { currency } = settings;
  const followed = followGateway({
    machine,
    aheadMs: records.counters.read('gateway ahead'),
    onMoved(byMs, aheadMs) {
      records.counters.keep('gateway ahead', aheadMs);
      payments.clockMoved(byMs);
      hub.changed();
    },
  });
  const { time } = followed;
  const parts: TillParts = {
    ...{ settings, currency, time, random, database, records, hub, askAgainMs, onError },
  };
  // A till whose database was lost must not use the ids of the one before.
  const idPrefix = records.counters.once('id prefix', () => `${settings.code}${random.letters(4)}`);
  let health: GatewayHealth = {};
  const closed = new AbortController();

  const book = createOrderBook(parts, () => health.silentSince);
  const status = (): TillStatusView => tillStatus(parts, { health, printer });
  const tellStatus = (): void => hub.publish('status', status());
  const printer =
    settings.printer === undefined ? undefined : options.openPrinter(settings.printer, tellStatus);
  const partner = createPartner({
    ...options.partner,
    store,
    time: timeUntil(closed.signal, time),
    transport: transportUntil(
      closed.signal,
      followed.follow(options.partner.transport ?? httpTransport(machine)),
    ),
    hooks: {
      onCall(event) {
        const before = health;
        health = afterCall(health, event);
        payments.onCall(event);
        if (before.silentSince !== health.silentSince) tellStatus();
      },
      onState: (event) => payments.onState(event),
      onAlarm: ({ message }) => onError(new Error(message)),
    },
  });
  const shifts = createShifts(parts, book);
  const printing = createPrinting({ ...parts, book, shifts, printer });
  const payments = createPayments({
    ...parts,
    book,
    partner,
    idPrefix,
    onStrip: tellStatus,
    onDecided({ orderId, state }) {
      if (state === 'paid' && printer && settings.printsByItself) printWhenPaid(orderId);
    },
  });
  const refunds = createRefunds({
    ...parts,
    book,
    partner,
    onDecided({ orderId, id, state }) {
      if (state === 'refunded' && printer && settings.printsByItself) {
        printing.printOrder(orderId, { refundId: id }).catch(onError);
      }
    },
  });
  const { change } = payments;
  const days = createDays({ ...parts, book, store, partnerId: partner.id, idPrefix, change });
  const desk = createDesk({ ...parts, book, partner });
  const notifications = partner.notificationHandler((notification) => desk.notified(notification));

  function printWhenPaid(orderId: string): void {
    if (book.view(book.whole(orderId)).state === 'paid')
      printing.printOrder(orderId, {}).catch(onError);
  }

  /** Each hour, until the files of the last days are there. */
  async function compareDays(): Promise<void> {
    while (settings.sftp && !closed.signal.aborted) {
      for (const each of days.toFetch()) await days.fetch(each).catch(onError);
      await wait(time, hours(1), closed.signal);
    }
  }

  payments.goOn();
  refunds.goOn();
  void compareDays();

  return {
    settings,
    time,
    random,
    currency,
    onError,
    // A session lasts by the machine's clock: moving the clock of a sandbox signs no one out.
    cashiers: createCashiers({ ...parts, time: machine }, time),
    orders: createOrders(parts, book),
    payments,
    refunds,
    shifts,
    days,
    printing,
    displays: createDisplays(parts, book),
    desk,
    checkConnection: () => checkConnection({ ...parts, partner, idPrefix }),
    status,
    stamp: hub.stamp,
    live: {
      hub,
      time,
      status,
      shift() {
        const shift = shifts.open();
        return shift ? shifts.view(shift) : null;
      },
    },
    notify: notifications.node,
    async close() {
      closed.abort();
      payments.close();
      refunds.close();
      partner.close();
      await store.close();
    },
  };
}
