/** Receives notifications with Fastify. The handler reads the raw body before Fastify parses it. */
import Fastify from 'fastify';
import { openPartner } from './partner.ts';

const { partner } = await openPartner('notifications.log');

const port = Number(process.env['PORT'] ?? 8080);

const handler = partner.notificationHandler(({ out_trade_no, trade_status, total_fee }) => {
  console.log(`${out_trade_no} ${trade_status} ${total_fee}`);
});

const app = Fastify();
await app.register(handler.fastify, { path: '/notify' });
await app.listen({ port });
console.log(`Listening on http://127.0.0.1:${port}/notify`);
