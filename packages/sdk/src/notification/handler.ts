import type { IncomingMessage, ServerResponse } from 'node:http';
import { acknowledgement } from '@sampan/protocol';
import type { Sales } from '../sale/sales.ts';
import type { Store } from '../store/store.ts';
import { type Telemetry, warn } from '../telemetry.ts';
import type { Time } from '../time.ts';
import { isoTime } from '../timestamp.ts';
import type { NotificationSource } from './body.ts';
import type { NotificationFields, VerifyNotification } from './verify.ts';

/**
 * The merchant's business with a genuine notification. When it throws, the gateway sends the
 * notification again later. Notifications may come in any order: decide by a query.
 */
export type OnNotification = (notification: NotificationFields) => Promise<void> | void;

/** What a Fastify instance is asked for; the SDK does not depend on Fastify. */
export interface FastifyLike {
  route(options: {
    readonly method: 'POST';
    readonly url: string;
    readonly onRequest: (
      request: { readonly raw: IncomingMessage },
      reply: { readonly raw: ServerResponse; hijack(): unknown },
    ) => Promise<void>;
    readonly handler: () => Promise<void>;
  }): unknown;
}

/** Receives notifications, whatever the server is. Each reads the raw body itself. */
export interface NotificationHandler {
  /** For node:http, and for Express before any body parser: `app.post('/notify', handler.node)`. */
  readonly node: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** For servers with the Request and Response of the web standard. */
  readonly web: (request: Request) => Promise<Response>;
  /** A Fastify plugin: `app.register(handler.fastify, { path: '/notify' })`. */
  readonly fastify: (app: FastifyLike, options: { readonly path: string }) => Promise<void>;
}

interface HandlerParts {
  readonly partner: string;
  readonly verify: VerifyNotification;
  readonly store: Store;
  readonly telemetry: Telemetry;
  readonly time: Time;
  /** Passes it to the sale that waits for it. */
  readonly notified: Sales['notified'];
}

type Word = typeof acknowledgement | 'fail';

/**
 * Verifies each notification, hands each `notify_id` to the business once, and answers `success`
 * when that is done, and `fail` otherwise.
 */
export function createHandler(
  parts: HandlerParts,
  onNotification: OnNotification,
): NotificationHandler {
  const { verify, store, partner, telemetry, time } = parts;
  const running = new Map<string, Promise<Word>>();

  async function answer(source: NotificationSource): Promise<Word> {
    const verified = await verify(source);
    const at = isoTime(time.now());
    if (verified.outcome === 'rejected') {
      const { problem, message, causes } = verified.error;
      telemetry.notification(() => ({
        partner,
        at,
        outcome: 'rejected',
        problem,
        message,
        causes,
      }));
      return 'fail';
    }
    const { notification } = verified;
    const {
      notify_id: id = JSON.stringify(notification),
      out_trade_no: sale,
      trade_status: status,
    } = notification;
    telemetry.notification(() => ({
      partner,
      at,
      outcome: 'genuine',
      id,
      ...(sale !== undefined && { sale }),
      ...(status !== undefined && { status }),
    }));
    // A refund's notification says nothing of the payment.
    if (sale !== undefined && notification.out_biz_no === undefined) {
      parts.notified(sale, status);
    }
    const handled = running.get(id) ?? once(id, notification).finally(() => running.delete(id));
    running.set(id, handled);
    return handled;
  }

  async function once(id: string, notification: NotificationFields): Promise<Word> {
    const key = `notification/${partner}/${id}`;
    try {
      if ((await store.read(key)) !== undefined) return acknowledgement;
      await onNotification(notification);
      await store.write(key, 'handled', false);
      return acknowledgement;
    } catch (error) {
      warn(error);
      return 'fail';
    }
  }

  async function node(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const word = await answer(request);
    response.writeHead(200, { 'content-type': plainText }).end(word);
  }

  return {
    node,
    web: async (request) =>
      new Response(await answer(request), { headers: { 'content-type': plainText } }),
    async fastify(app, { path }) {
      app.route({
        method: 'POST',
        url: path,
        // Before Fastify parses: live notifications have a Content-Type that it refuses.
        async onRequest(request, reply) {
          reply.hijack();
          await node(request.raw, reply.raw);
        },
        handler: async () => undefined,
      });
    },
  };
}

const plainText = 'text/plain; charset=utf-8';
