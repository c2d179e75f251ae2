/**
 * Goal: what is sold comes out of the printer: letters, Chinese as an image, the drawer, the knife; and a
 * silent printer stops nothing.
 * Method: a printer on a port of this machine, whose bytes are read as a printer reads them.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, before, test } from 'node:test';
import { networkPrinter } from '../src/index.ts';
import { filled } from '../src/receipt/bitmap.ts';
import { readEscPos } from '../test-kit/read-escpos.ts';
import { isDecided, type TillWorld, tillWorld } from '../test-kit/till-world.ts';

let world: TillWorld;
let printer: Server;
const jobs: Buffer[] = [];
let told: (() => void) | undefined;

before(async () => {
  printer = createServer((socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      jobs.push(Buffer.concat(chunks));
      socket.end();
      told?.();
    });
  });
  printer.listen(0, '127.0.0.1');
  await once(printer, 'listening');
  const { port }: AddressInfo = Object(printer.address());
  world = await tillWorld(
    {
      printer: `tcp://127.0.0.1:${port}`,
      printsByItself: false,
      shop: { en: 'Harbour Coffee', zhHant: '海傍咖啡', zhHans: '海傍咖啡' },
    },
    { openPrinter: networkPrinter },
  );
  world.till.shifts.begin({ id: 'shift-01', float: '0.00' }, world.cashier);
});
after(async () => {
  await world.close();
  printer.close();
});

test('a receipt: the second one says that it is a copy; cash opens the drawer, once', async () => {
  world.order('order-a1', '46.00', { tip: { amount: '4.00' } });
  world.till.payments.otherwise(
    'order-a1',
    { id: 'pay-a1', method: 'cash', given: '100.00' },
    world.cashier,
  );
  const { printing } = world.till;
  assert.deepEqual(await printing.printOrder('order-a1', {}), {
    printer: 'printed',
    isCopy: false,
  });
  assert.deepEqual(await printing.printOrder('order-a1', {}), { printer: 'printed', isCopy: true });
  const [first, second] = jobs.splice(0).map(readEscPos);
  assert.ok(first && second);
  assert.deepEqual([first.isCut, first.opensDrawer, second.opensDrawer], [true, true, false]);
  assert.ok(!first.lines.includes('COPY') && second.lines.includes('COPY'));
  const text = first.lines.join('\n');
  assert.match(text, /^Harbour Coffee$/m);
  assert.match(text, /^Tip {41}4\.00$/m);
  assert.match(text, /^HKD {16}50\.00$/m);
  assert.match(text, /^Given {37}100\.00$/m);
  assert.match(text, /^Change {37}50\.00$/m);
  assert.deepEqual(first.codes, ['order-a1']);
  // The Chinese name of the shop, the whole width of the paper, with ink in the middle of it.
  const [image] = first.images;
  assert.ok(image && image.width === 576 && image.height >= 24);
  assert.ok(image.ink > 300 && image.ink < 0.25 * image.width * image.height, String(image.ink));
  assert.equal(world.till.orders.get('order-a1').receipts, 2);
});

test('a receipt in Chinese on narrow paper is as wide as the paper', async () => {
  world.order('order-b1', '46.00');
  world.till.payments.scan('order-b1', { id: 'pay-b1', code: '289216843756120934' }, world.cashier);
  await world.when('order-b1', isDecided);
  await world.till.printing.printOrder('order-b1', { language: 'zhHant' });
  const printed = readEscPos(jobs.splice(0)[0] ?? Buffer.alloc(0));
  assert.ok(printed.images.length >= 4);
  const page = world.till.printing.orderPage('order-b1', { language: 'zhHant', paper: 58 });
  assert.match(page, /lang="zh-Hant-HK"/);
  assert.match(page, /多謝惠顧/);
  assert.match(page, /副本/);
});

test('a page shows what a basket names, and runs nothing of it', () => {
  world.till.orders.put(
    'order-c1',
    { lines: [{ quantity: 1, price: '1.00', name: '<img src=x onerror="a()">' }] },
    world.cashier,
  );
  const page = world.till.printing.orderPage('order-c1', {});
  assert.match(page, /&lt;img src=x onerror=&quot;a\(\)&quot;&gt;/);
  assert.match(page, /NOT PAID/);
});

test('a Z prints again the same', async () => {
  const counts = [{ cashierId: world.cashier, cash: '50.00' }];
  const z = world.till.shifts.close({ id: 'shift-01', counts }, world.cashier);
  await world.till.printing.printZ(z, {});
  await world.till.printing.printZ(z, {});
  const [first, second] = jobs.splice(0);
  assert.deepEqual(first, second);
  const { lines } = readEscPos(first ?? Buffer.alloc(0));
  assert.ok(lines.includes('Z 0001'));
  assert.match(lines.join('\n'), /^Wallets, net +46\.00$/m);
  assert.match(lines.join('\n'), /^Difference +0\.00$/m);
});

test('a silent printer stops no payment, and works again when it is there', async () => {
  world.till.shifts.begin({ id: 'shift-02', float: '0.00' }, world.cashier);
  const { port }: AddressInfo = Object(printer.address());
  await new Promise((resolve) => printer.close(resolve));
  world.order('order-d1', '46.00');
  world.till.payments.otherwise('order-d1', { id: 'pay-d1', method: 'card' }, world.cashier);
  const silent = await world.till.printing.printOrder('order-d1', {});
  assert.deepEqual(silent, { printer: 'silent', isCopy: false });
  assert.equal(world.till.status().printer, 'silent');
  assert.equal(world.till.orders.get('order-d1').state, 'paid');
  printer.listen(port, '127.0.0.1');
  await once(printer, 'listening');
  assert.deepEqual(await world.till.printing.printOrder('order-d1', {}), {
    printer: 'printed',
    isCopy: false,
  });
  assert.equal(world.till.status().printer, 'ready');
});

test('a hole stays white, by the winding of its outline', () => {
  const square = (from: number, to: number) =>
    [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
    ] as const;
  const { rows } = filled([square(0, 8), [...square(2, 6)].reverse()], 8, 8);
  assert.deepEqual(
    [...rows].map((row) => row.toString(2).padStart(8, '0')),
    [
      ...['11111111', '11111111', '11000011', '11000011'],
      ...['11000011', '11000011', '11111111', '11111111'],
    ],
  );
});
