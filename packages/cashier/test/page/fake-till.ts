/**
 * A till's server without a gateway: it serves the built pages with the policy of all our pages, keeps orders in
 * memory, and does with payments what the test says. Its streams beat like those of the real one.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  Basket,
  DisplayView,
  OrderView,
  PaymentView,
  TillStatusView,
  TillView,
} from '@sampan/cashier/api';
import { pageHeaders } from '../../../server/src/pages/page-policy.ts';
import { draftFrom, sumOf } from '../../page/charge/draft.ts';
import {
  cashiers,
  type Mutable,
  newOrder,
  newPayment,
  report,
  startStatus,
  startTill,
  zLines,
} from './fake-data.ts';

const dist = fileURLToPath(new URL('../../dist/pages/', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html;charset=UTF-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

type Body = Readonly<Record<string, unknown>>;

export class FakeTill {
  till: Mutable<TillView> = startTill();
  status = startStatus();
  readonly orders = new Map<string, Mutable<OrderView>>();
  /** What was asked for, without reads. */
  readonly asked: { readonly name: string; readonly body: Body }[] = [];
  display: Mutable<DisplayView>;
  /** Answers of the till's API that are not those of a well running one, by `METHOD /path`. */
  readonly refusals = new Map<string, { readonly status: number; readonly code: string }>();
  #isDead = false;
  #nextNumber = 47;
  #step = 0;
  /** By name of the request: its answer is made at once, and sent when this is over. */
  readonly held = new Map<string, Promise<void>>();
  readonly #streams = new Set<ServerResponse>();
  readonly #displays = new Set<ServerResponse>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #beats: NodeJS.Timeout | undefined;
  /** By id: a wait for a request that the test looks for. */
  #waiting: { readonly name: string; readonly done: () => void }[] = [];

  constructor() {
    const { shop, wallets, currency } = this.till;
    this.display = {
      is: 'idle',
      shop,
      wallets: wallets.map(({ name }) => name),
      currency,
      lines: [],
      isOpened: false,
    };
  }

  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    this.#beats = setInterval(() => this.send('beat', { at: now() }), 500);
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    clearInterval(this.#beats);
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Answers nothing any more, as a computer that was switched off; or is back. */
  set isDead(dead: boolean) {
    this.#isDead = dead;
    if (dead) this.#server.closeAllConnections();
  }

  send(event: string, data: unknown): void {
    for (const stream of this.#streams) write(stream, event, data);
    if (event !== 'beat') return;
    for (const stream of this.#displays) write(stream, event, data);
  }

  /** As the till tells it now. */
  tellStatus(strip: TillStatusView['strip']): void {
    this.status = { ...this.status, strip: [...strip] };
    this.send('status', { ...this.status, asOf: this.#stamp() });
  }

  show(display: Partial<Mutable<DisplayView>>): void {
    this.display = { ...this.display, ...display };
    for (const stream of this.#displays) write(stream, 'display', this.display);
  }

  /** Changes the last payment of the order that has one under way, as the gateway's answers do. */
  decide(change: Partial<Mutable<PaymentView>>, order?: Partial<Mutable<OrderView>>): void {
    const last = [...this.orders.values()].findLast(({ payments }) => payments.length > 0);
    const payment = last?.payments.at(-1);
    if (!last || !payment) throw new Error('no payment is under way');
    Object.assign(payment, change);
    Object.assign(last, order, { asOf: this.#stamp() });
    this.send('order', last);
  }

  /** Until the page has asked for this, `POST /orders/:id/scan` say. */
  askedFor(name: string): Promise<void> {
    if (this.asked.some((each) => each.name === name)) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ name, done }));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#isDead) return void request.socket.destroy();
    const { pathname } = new URL(request.url ?? '/', 'http://till');
    if (!pathname.startsWith('/api/')) return serveFile(pathname, response);
    const path = pathname.slice('/api'.length);
    if (path === '/events') return this.#stream(this.#streams, response);
    if (path === '/display/events') {
      this.#stream(this.#displays, response);
      return write(response, 'display', this.display);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body: Body = text === '' ? {} : JSON.parse(text);
    const ids = /^\/(orders|payments|z|cashiers|refunds|days)\/([^/]+)/.exec(path);
    const name = `${request.method} ${path.replace(/^\/(orders|payments|z|cashiers|refunds|days)\/[^/]+/, '/$1/:id')}`;
    if (request.method !== 'GET') this.asked.push({ name, body });
    const refusal = this.refusals.get(name);
    const answer = refusal
      ? { error: { code: refusal.code, message: refusal.code } }
      : this.#answer(name, ids?.[2] ?? '', body);
    const bytes = JSON.stringify(answer);
    this.#waiting = this.#waiting.filter((each) => each.name !== name || void each.done());
    await this.held.get(name);
    response.writeHead(refusal?.status ?? 200, { 'content-type': 'application/json' });
    response.end(bytes);
  }

  #stream(into: Set<ServerResponse>, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    into.add(response);
    response.on('close', () => into.delete(response));
  }

  #answer(name: string, id: string, body: Body): unknown {
    const order = this.orders.get(id);
    switch (name) {
      case 'GET /till':
        return { ...this.till, asOf: this.#stamp() };
      case 'GET /status':
        return { ...this.status, asOf: this.#stamp() };
      case 'GET /cashiers':
        return { items: cashiers };
      case 'POST /sign-in': {
        const cashier = cashiers.find((each) => each.id === body['cashierId']);
        if (cashier) this.till.session = { cashier };
        return cashier;
      }
      case 'POST /sign-out':
        this.till.session = null;
        return {};
      case 'POST /shift/open':
        this.till.shift = { id: 's-1', openedAt: now(), openedBy: 'Cashier 3', float: '500.00' };
        return this.till.shift;
      case 'GET /recent-orders':
      case 'GET /orders': {
        const paid = [...this.orders.values()].filter(({ payments }) => payments.length > 0);
        return { items: paid.reverse().slice(0, 5), next: null };
      }
      case 'GET /find-order':
        return [...this.orders.values()].at(-1);
      case 'PUT /orders/:id':
        return this.#keep(id, body as unknown as Basket);
      case 'GET /orders/:id':
        return order;
      case 'POST /orders/:id/scan':
      case 'POST /orders/:id/show':
      case 'POST /orders/:id/otherwise':
        return this.#pay(id, name.slice(name.lastIndexOf('/') + 1), body);
      case 'POST /orders/:id/print':
        return { printer: 'printed', isCopy: false };
      case 'POST /payments/:id/ask':
      case 'POST /payments/:id/cancel':
      case 'POST /payments/:id/acknowledge':
        return this.#payment(id);
      case 'GET /shift/x':
        return report;
      case 'GET /z':
        return { items: zLines, next: null };
      case 'GET /z/:id':
      case 'POST /shift/close':
        return { number: '0147', closedBy: 'Cashier 3', digest: '7f3a90c1d2e4b5a6', ...report };
      case 'GET /desk-code':
        return {
          code: {
            qrCode: 'https://qr.example/desk/1kq7',
            createdAt: now(),
            isStopped: false,
            category: '5812',
          },
          payments: [],
          hasNotifications: true,
        };
      case 'PUT /display':
      case 'GET /display':
        return this.display;
      default:
        return {};
    }
  }

  #keep(id: string, basket: Basket): OrderView {
    const known = this.orders.get(id) ?? newOrder(id, String(this.#nextNumber++).padStart(4, '0'));
    const sum = sumOf(draftFrom(id, basket), 'HKD');
    const totals = { ...sum, taxes: [], paid: '0.00', due: sum.total };
    const amounts = basket.lines.map(({ price, quantity }) =>
      (Number(price) * quantity).toFixed(2),
    );
    const asOf = this.#stamp();
    this.orders.set(id, { ...known, asOf, basket, totals, lineAmounts: amounts });
    return this.orders.get(id) ?? known;
  }

  #pay(id: string, how: string, body: Body): unknown {
    const order = this.orders.get(id);
    if (!order) throw new Error(`no order ${id}`);
    const amount = String(body['amount'] ?? order.totals.due);
    const payment = newPayment(String(body['id']), id, how, amount, body);
    order.payments = [...order.payments, payment];
    order.state = how === 'otherwise' ? 'paid' : 'paying';
    order.asOf = this.#stamp();
    this.send('order', order);
    return { order, paymentId: payment.id, isSameScan: false };
  }

  #stamp(): OrderView['asOf'] {
    this.#step += 1;
    return { run: 'fake', step: this.#step };
  }

  #payment(id: string): PaymentView | undefined {
    return [...this.orders.values()].flatMap(({ payments }) => payments).find((p) => p.id === id);
  }
}

function write(stream: ServerResponse, event: string, data: unknown): void {
  stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

const now = () => new Date().toISOString();

function serveFile(pathname: string, response: ServerResponse): void {
  const path =
    pathname === '/'
      ? 'index.html'
      : /^\/(?:display|design)\/?$/.test(pathname)
        ? `${pathname.split('/')[1]}.html`
        : pathname.slice(1);
  try {
    const bytes = readFileSync(`${dist}${path}`);
    response.writeHead(200, {
      ...pageHeaders,
      'content-type': types[extname(path)] ?? 'text/plain',
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
