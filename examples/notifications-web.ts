/**
 * Receives notifications with the Request and Response of the web standard, on the Node layers of Bun
 * (`bun notifications-web.ts`) and Deno (`deno serve notifications-web.ts`), or as a route of a
 * framework: `export const POST = handler.web`.
 */
import { openPartner } from './partner.ts';

const { partner } = await openPartner('notifications.log');

const handler = partner.notificationHandler(({ out_trade_no, trade_status, total_fee }) => {
  console.log(`${out_trade_no} ${trade_status} ${total_fee}`);
});

export default {
  port: 8080,
  fetch(request: Request): Promise<Response> | Response {
    const { pathname } = new URL(request.url);
    return pathname === '/notify' ? handler.web(request) : new Response(null, { status: 404 });
  },
};
