/**
 * Receives notifications with node:http. With Express the line is
 * `app.post('/notify', handler.node)`, before any body parser.
 */
import { createServer } from 'node:http';
import { openPartner } from './partner.ts';

const { partner } = await openPartner('notifications.log');

const port = Number(process.env['PORT'] ?? 8080);

const handler = partner.notificationHandler(async (notification) => {
  // Called once per notify_id. When it throws, the gateway sends the notification again.
  const { out_trade_no, trade_status, total_fee } = notification;
  console.log(`${out_trade_no} ${trade_status} ${total_fee}`);
});

const server = createServer(async (request, response) => {
  if (request.method === 'POST' && request.url === '/notify') {
    await handler.node(request, response);
  } else {
    response.writeHead(404).end();
  }
});
server.listen(port, () => console.log(`Listening on http://127.0.0.1:${port}/notify`));
