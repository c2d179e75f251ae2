/**
 * What a drill watches: payments through the gateway, notifications to a receiver, scheduled jobs, and the
 * live updates of a buyer. Each tells when it last showed that it works.
 */
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemTimers } from '@sampan/primitives/node';
import { payment } from '../test/gateway-asked.ts';
import type { Server } from '../test/system-kit/server.ts';
import { showCodes } from '../test/system-kit/shop.ts';
import { isOpen, isSuccess, openTill } from '../test/system-kit/till.ts';

export const signs = ['payment', 'notification', 'job', 'live update'] as const;
export type Sign = (typeof signs)[number];

export interface SignsOfLife {
  /** How often each was seen so far. */
  readonly counts: Readonly<Record<Sign, number>>;
  /** Settles when each was seen once more; answers after how many milliseconds, undefined after `maxMs`. */
  next(maxMs: number): Promise<Readonly<Record<Sign, number | undefined>>>;
  /** Payments whose outcome a till has had to ask for again. */
  readonly askedAgain: number;
  stop(): Promise<void>;
}

const tillsAtOnce = 4;
const buyersAtOnce = 16;
const codesAtOnce = 1_000;
const pin = '246810';

/** Little enough that the codes suffice, and that the machine is not the limit. */
const betweenPaymentsMs = 50;
const betweenTriesMs = 250;

export async function watchSigns(server: Server, ownerUrl: string): Promise<SignsOfLife> {
  const counts: Record<Sign, number> = { payment: 0, notification: 0, job: 0, 'live update': 0 };
  const waiting = new Set<(sign: Sign) => void>();
  const see = (sign: Sign): void => {
    counts[sign] += 1;
    for (const notice of waiting) notice(sign);
  };
  let isStopping = false;
  let askedAgain = 0;
  const goesOn = () => !isStopping;

  const receiver = await openReceiver(() => see('notification'));
  const partner = await openPartner(server.admin);
  const buyers = await Promise.all(
    Array.from({ length: buyersAtOnce }, () => openBuyer(server.admin)),
  );
  const [buyer] = buyers as [Buyer];
  const codes = codesOf(
    ownerUrl,
    buyers.map(({ walletId }) => walletId),
  );
  let orders = 0;

  const tillRuns = Array.from({ length: tillsAtOnce }, async () => {
    const till = openTill({ gateway: server.gateway, ...partner });
    while (goesOn()) {
      const asked = payment(partner.partnerId, await codes(), {
        partner_trans_id: `drill-${++orders}`,
        currency: 'USD',
        trans_amount: '1.00',
        notify_url: receiver.url,
      });
      let reply = await till.ask(asked);
      while (isOpen(reply) && goesOn()) {
        askedAgain += 1;
        await pause(betweenTriesMs);
        reply = await till.ask(asked);
      }
      if (isSuccess(reply)) see('payment');
      else if (goesOn()) throw new Error(`a payment is refused: ${JSON.stringify(reply)}`);
      await pause(betweenPaymentsMs);
    }
    till.close();
  });
  const jobs = followJobs(server.admin, goesOn, () => see('job'));
  const stream = await followWallet(server.gateway, buyer.login, goesOn, () => see('live update'));

  return {
    counts,
    get askedAgain() {
      return askedAgain;
    },
    next: (maxMs) => nextOfEach(waiting, maxMs),
    async stop() {
      isStopping = true;
      stream.close();
      await Promise.all([...tillRuns, jobs]);
      await receiver.close();
    },
  };
}

async function nextOfEach(waiting: Set<(sign: Sign) => void>, maxMs: number) {
  const sinceMs = systemTimers.monotonicMs();
  const seen: Partial<Record<Sign, number>> = {};
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, maxMs);
    const notice = (sign: Sign): void => {
      seen[sign] ??= systemTimers.monotonicMs() - sinceMs;
      if (signs.some((each) => seen[each] === undefined)) return;
      clearTimeout(late);
      resolve();
    };
    waiting.add(notice);
  });
  waiting.clear();
  return Object.fromEntries(signs.map((sign) => [sign, seen[sign]])) as Readonly<
    Record<Sign, number | undefined>
  >;
}

/** Payment codes, made past the proxy: a buyer's phone has its code already. */
function codesOf(ownerUrl: string, wallets: readonly string[]): () => Promise<string> {
  let ready: string[] = [];
  let making: Promise<void> | undefined;
  const make = async (): Promise<void> => {
    const holders = Array.from(
      { length: codesAtOnce },
      (_, index) => wallets[index % wallets.length] as string,
    );
    ready = [...(await showCodes(ownerUrl, holders))];
  };
  return async () => {
    for (;;) {
      const code = ready.shift();
      if (code !== undefined) return code;
      making ??= make().finally(() => {
        making = undefined;
      });
      await making;
    }
  };
}

async function openReceiver(onNotification: () => void) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.end('success');
      onNotification();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Under the contract that has notifications for barcode payments. */
async function openPartner(admin: string): Promise<{ partnerId: string; md5Key: string }> {
  const terms = { contract: 'global', currency: 'USD' };
  const { id, md5Key } = await postJson(`${admin}/admin/partners`, terms);
  return { partnerId: String(id), md5Key: String(md5Key) };
}

interface Buyer {
  readonly walletId: string;
  readonly login: string;
}

async function openBuyer(admin: string): Promise<Buyer> {
  const phone = `137${String(++phones).padStart(8, '0')}`;
  const wallet = { inst: 'ALIPAYCN', balance: '1000000.00', phone, pin };
  const { walletId } = await postJson(`${admin}/admin/wallets`, wallet);
  return { walletId: String(walletId), login: phone };
}

let phones = 0;

/** A sign is a round of these jobs that began and ended anew. */
async function followJobs(admin: string, goesOn: () => boolean, onRound: () => void) {
  let roundBegan = '';
  while (goesOn()) {
    await pause(betweenTriesMs);
    const answer = await fetch(`${admin}/admin/jobs`, { signal: AbortSignal.timeout(3_000) })
      .then((response) => response.json() as Promise<{ jobs?: readonly JobView[] }>)
      .catch(() => ({ jobs: [] }));
    const ended = (answer.jobs ?? [])
      .filter(({ name, outcome }) => everySecond.has(name) && outcome !== 'failed')
      .map(({ endedAt = '' }) => endedAt)
      .sort();
    const [first = ''] = ended;
    if (ended.length < everySecond.size || first <= roundBegan) continue;
    roundBegan = ended.at(-1) ?? '';
    onRound();
  }
}

/** The jobs that look each second for something to do; what is kept too long is removed each hour. */
const everySecond: ReadonlySet<string> = new Set([
  'refund-batch',
  'finish-trades',
  'close-day',
  'settle',
  'files',
]);

interface JobView {
  readonly name: string;
  readonly outcome: string;
  readonly endedAt?: string;
}

/** The buyer's app: signs in, and reads its stream; when that ends, it comes back. */
async function followWallet(
  gateway: string,
  login: string,
  goesOn: () => boolean,
  onEvent: () => void,
) {
  const api = new URL('/wallet/api', gateway).href;
  const signedIn = await postJson(`${api}/sign-in`, { login, pin });
  const headers = { authorization: `Bearer ${signedIn['token']}` };
  let close: () => void = () => undefined;
  const open = (): void => {
    if (!goesOn()) return;
    const again = () => void pause(betweenTriesMs).then(open);
    const sent = get(`${api}/events`, { headers }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        // A beat only shows that the connection is there.
        if (/^event:/m.test(text)) onEvent();
      });
      response.on('error', () => undefined).on('close', again);
    });
    sent.on('error', again);
    close = () => sent.destroy();
  };
  open();
  return { close: () => close() };
}

async function postJson(url: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${url}: ${JSON.stringify(answer)}`);
  return answer;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
