/**
 * The demo shop's webhook receiver: it verifies the signature, asks the gateway whether the
 * notification is genuine, and only then acknowledges it (07 §5).
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { acknowledgement } from '@sampan/protocol';
import { createPartner } from '@sampan/sdk';
import { askWhetherGenuine, type Caller } from './call-gateway.ts';
import type { NotificationExchange, VerifyExchange } from './exchange.ts';

/** A received notification, and the gateway's answer about it. */
export interface Received {
  readonly notification: NotificationExchange;
  /** Not asked when the signature is wrong. */
  readonly verification: VerifyExchange | undefined;
}

export interface Receiver {
  /** The partners' `notify_url`. */
  readonly url: string;
  /** The first notification about a trade or its refund, once it has been received and answered. */
  received(tradeId: string, refundId?: string): Promise<Received>;
  close(): Promise<void>;
}

const titles = {
  notification: 'The shop is notified',
  verification: 'Before it answers, the shop asks whether the notification is genuine',
} as const;

/**
 * Listens on a free port of this machine. The path contains the run's id, so notifications of other
 * runs are ignored. A notification normally comes within a second; after `patienceMs` its absence
 * is an error.
 */
export async function openReceiver(
  caller: Caller,
  run: string,
  patienceMs = 20_000,
): Promise<Receiver> {
  const path = `/notify/${run}`;
  const { gateway, partnerId: id, contract, md5Key: key } = caller;
  const partner = createPartner({ gateway, id, contract, sign: { type: 'MD5', key } });
  const known = new Map<string, Received>();
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    const answered =
      request.method === 'POST' && request.url === path
        ? take(request, response)
        : answer(response, 404, 'not here');
    answered.catch(() => response.destroy());
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const contentType = request.headers['content-type'] ?? '';
    const verified = await partner.verifyNotification(body, { contentType });
    const isGenuine = verified.outcome === 'genuine';
    const parameters = Object.fromEntries(new URLSearchParams(body.toString('latin1')));
    const verification = isGenuine
      ? await askWhetherGenuine(caller, titles.verification, verified.notification.notify_id ?? '')
      : undefined;
    const succeeded = verification?.succeeded ?? false;
    const text = succeeded ? acknowledgement : 'fail';
    await answer(response, 200, text);
    const notification: NotificationExchange = {
      kind: 'notification',
      title: titles.notification,
      request: { method: 'POST', url: url, parameters, signatureValid: isGenuine },
      reply: { status: 200, contentType: plainText, text },
      succeeded,
    };
    const about = keyOf(parameters['trade_no'] ?? '', parameters['out_biz_no']);
    if (known.has(about)) return;
    known.set(about, { notification, verification });
    arrivals.emit(about);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return {
    url,
    async received(tradeId, refundId) {
      const about = keyOf(tradeId, refundId);
      const arrived = known.get(about);
      if (arrived) return arrived;
      const signal = AbortSignal.timeout(patienceMs);
      await once(arrivals, about, { signal }).catch((cause: unknown) => {
        const late = `No notification about trade ${tradeId} came to ${url} within`;
        const advice = `sampan notify list --trade ${tradeId} says what was tried`;
        throw new Error(`${late} ${patienceMs / 1_000} seconds; ${advice}`, { cause });
      });
      return known.get(about) as Received;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const keyOf = (tradeId: string, refundId?: string): string => `${tradeId} ${refundId ?? ''}`;

const plainText = 'text/plain; charset=UTF-8';

/** Resolves when it has been sent. */
function answer(response: ServerResponse, status: number, text: string): Promise<void> {
  response.writeHead(status, { 'content-type': plainText });
  return new Promise((resolve, reject) => {
    response.once('error', reject).once('close', resolve);
    response.end(text, () => resolve());
  });
}
