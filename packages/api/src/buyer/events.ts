import { type Static, Type } from '@sinclair/typebox';
import type { Api, Fixed } from '../route.ts';
import { bill } from './bill.ts';
import { notice } from './messages.ts';
import { balance } from './wallet.ts';

/** The data of each kind of event. */
const events = {
  prompt: bill,
  opened: bill,
  paid: bill,
  closed: bill,
  refunded: bill,
  balance,
  notice,
  reload: Type.Object({}, { description: 'Too much was missed: read everything again.' }),
};

/** What an event of each kind carries. */
export type BuyerEvents = {
  readonly [Kind in keyof typeof events]: Fixed<Static<(typeof events)[Kind]>>;
};

export const eventRoutes = {
  'GET /events': {
    summary: "Sends what happens to the buyer's wallet, as server-sent events.",
    stream: {
      type: 'text/event-stream;charset=UTF-8',
      description:
        'A client that comes back with `Last-Event-ID` gets what it has missed. An event may come twice, its id says which it is.',
      events,
    },
    errors: { 'too-many-streams': 503 },
  },
} as const satisfies Api;
