import { tillApi } from '../api/index.ts';
import { refuseUnless } from '../refusal.ts';
import { zCsv } from '../shift/z-csv.ts';
import type { Till } from '../till.ts';
import type { Streams } from './event-stream.http.ts';
import { signedIn } from './handler.ts';
import { shownDevice } from './handlers/screens.ts';
import { apiHeaders, receiptHeaders } from './headers.ts';
import { one, received } from './request-check.ts';
import type { Served } from './served.ts';

/** The routes that answer pages, files and events. */
export function otherRoutes(till: Till, streams: Streams): readonly (readonly [string, Served])[] {
  const { printing, shifts, displays, settings } = till;
  const paperOf = (paper: number | undefined) =>
    paper === 58 || (paper === undefined && settings.paper === 58) ? 58 : 80;
  const [orderReceipt, zReceipt] = ['GET /orders/:id/receipt', 'GET /z/:number/receipt'] as const;
  return [
    [
      orderReceipt,
      {
        route: tillApi[orderReceipt],
        async run(parts, _caller, response) {
          const { params, query } = received(tillApi[orderReceipt], parts);
          const html = printing.orderPage(params.id, query);
          response.writeHead(200, receiptHeaders(paperOf(query.paper))).end(html);
        },
      },
    ],
    [
      zReceipt,
      {
        route: tillApi[zReceipt],
        async run(parts, _caller, response) {
          const { params, query } = received(tillApi[zReceipt], parts);
          const html = printing.zPage(shifts.z(params.number), query);
          response.writeHead(200, receiptHeaders(paperOf(query.paper))).end(html);
        },
      },
    ],
    [
      'GET /z/:number/csv',
      {
        route: tillApi['GET /z/:number/csv'],
        async run({ params }, _caller, response) {
          const z = shifts.zView(shifts.z(params['number'] ?? ''));
          const disposition = `attachment; filename="z-${z.number}.csv"`;
          response
            .writeHead(200, {
              ...apiHeaders,
              'content-type': 'text/csv; charset=utf-8',
              'content-disposition': disposition,
            })
            .end(zCsv(z));
        },
      },
    ],
    [
      'GET /events',
      {
        route: tillApi['GET /events'],
        async run(_parts, caller, response, request) {
          refuseUnless(!streams.isFull(), 'too-many-streams', 'Too many pages are open');
          const session = signedIn(caller);
          const lastEventId = one(request.headers['last-event-id']);
          streams.till(response, lastEventId, () => till.cashiers.isLive(session));
        },
      },
    ],
    [
      'GET /display/events',
      {
        route: tillApi['GET /display/events'],
        async run(_parts, caller, response) {
          const device = shownDevice(caller);
          refuseUnless(!streams.isFull(), 'too-many-streams', 'Too many pages are open');
          streams.display(response, () => displays.shown(device));
        },
      },
    ],
  ];
}
