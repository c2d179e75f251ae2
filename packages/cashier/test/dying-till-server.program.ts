/**
 * A till that takes one payment and is killed at one of its steps: before a commit, before a request, or
 * after a reply. Arguments, as JSON: how the gateway is reached, the database file, what is done with which
 * settings, the payment code, and the number of the step.
 */
import { seededRandom } from '@sampan/primitives';
import { httpTransport, type PartnerOptions, type Transport } from '@sampan/sdk';
// Not by the index: most of the time of a till that dies soon is to load what it imports.
import { systemTime } from '../src/start/time.system.ts';
import { openDatabaseFile } from '../src/store/open-file.sqlite.ts';
import { openTill } from '../src/till.ts';
import type { dyingSettings, Story } from '../test-kit/dying-till.ts';

interface Orders {
  readonly partner: Omit<PartnerOptions, 'store' | 'hooks' | 'time' | 'transport'>;
  readonly path: string;
  readonly story: Story;
  readonly options: ReturnType<typeof dyingSettings>;
  readonly code: string;
  readonly dieAtStep: number;
}

const orders: Orders = JSON.parse(process.argv[2] ?? '');
let steps = 0;
let isCounting = false;

function step(): void {
  if (!isCounting) return;
  steps += 1;
  if (steps === orders.dieAtStep) process.kill(process.pid, 'SIGKILL');
}

const file = openDatabaseFile(orders.path);
const database: typeof file = {
  prepare: (sql) => file.prepare(sql),
  exec(sql) {
    if (sql === 'commit') step();
    return file.exec(sql);
  },
  close: () => file.close(),
};
const network = httpTransport(systemTime);
const transport: Transport = {
  async send(request) {
    step();
    const delivery = await network.send(request);
    step();
    return delivery;
  },
  close: () => network.close(),
};

const till = openTill({
  ...orders.options,
  database,
  partner: { ...orders.partner, transport },
  time: systemTime,
  random: seededRandom(orders.dieAtStep),
  openPrinter: () => {
    throw new Error('this till has no printer');
  },
  onError: (error) => process.stderr.write(`${error}\n`),
});
const by = 'cashier-1';
till.shifts.begin({ id: 'shift-01', float: '0.00' }, by);
isCounting = true;
till.orders.put('order-01', { lines: [{ quantity: 1, price: '39.25' }] }, by);
const request = { id: 'payment-01' };
const { paymentId } =
  orders.story === 'shown, not scanned'
    ? till.payments.show('order-01', request, by)
    : till.payments.scan('order-01', { ...request, code: orders.code }, by);

const ended = (is: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!is()) return;
      stop();
      resolve();
    };
    const stop = till.live.hub.listen(look);
    look();
  });
await ended(() => ['paid', 'notPaid'].includes(till.payments.get(paymentId).state));
if (orders.story === 'paid and refunded') {
  till.refunds.refund(
    paymentId,
    { id: 'refund-01', amount: '10.00', reason: 'cold' },
    { cashierId: by },
  );
  await ended(() => till.orders.get('order-01').state === 'partRefunded');
}
till.shifts.close({ id: 'shift-01', counts: [] }, by);
await till.close();
file.close();
