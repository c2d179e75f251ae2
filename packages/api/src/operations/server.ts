import { type Static, Type } from '@sinclair/typebox';
import { time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const brokenInvariant = Type.Object({
  invariant: Type.String(),
  subject: Type.String({ description: 'The row that breaks it.' }),
  detail: Type.String(),
});

const auditReport = Type.Object({
  holds: Type.Boolean(),
  invariants: Type.Array(Type.String(), { description: 'What was checked, as sentences.' }),
  broken: Type.Array(brokenInvariant),
});

export type AuditView = Fixed<Static<typeof auditReport>>;

const count = Type.Integer({ minimum: 0 });

const health = Type.Object({
  asOf: time,
  database: Type.Object({
    answeredMs: Type.Integer({ description: 'How long its answer to this request took.' }),
    connections: Type.Integer({ description: 'Of all programs.' }),
    connectionsMax: count,
  }),
  lanes: Type.Integer({
    description: 'Connections on which payments are decided, of all processes.',
  }),
  leader: Type.Optional(
    Type.Object(
      { since: time },
      { description: 'Without a leader no job runs by the clock; `since` is that of its session.' },
    ),
  ),
  commandsWaiting: Type.Integer({ description: 'For a lane, in this process.' }),
  notifications: Type.Object({
    waiting: count,
    due: Type.Integer({ description: 'Whose next attempt is overdue.' }),
    nextAt: Type.Optional(time),
  }),
});

export type HealthView = Fixed<Static<typeof health>>;

export const serverRoutes = {
  'GET /healthz': {
    summary: 'Says that the server lives. Needs no token.',
    reply: Type.Object({ status: Type.Literal('ok') }),
  },
  'GET /readyz': {
    summary: 'Says that the database answers and agrees about the time. Needs no token.',
    reply: Type.Object({ status: Type.Literal('ready') }),
    errors: { 'not-ready': 503, 'clocks-differ': 503 },
  },
  'GET /metrics': {
    summary: 'Exposes the figures of this installation to Prometheus.',
    stream: { type: 'text/plain; version=0.0.4', description: "Prometheus' text format." },
  },
  'GET /admin/server': {
    summary: 'Says where partners reach the gateway, and whether this is a sandbox.',
    reply: Type.Object({
      gateway: Type.String({ examples: ['http://127.0.0.1:8700/gateway.do'] }),
      sandbox: Type.Boolean(),
    }),
  },
  'GET /admin/health': {
    summary: 'Says how the database answers, who leads the jobs, and what waits.',
    reply: health,
  },
  'POST /admin/audit': {
    summary: 'Derives every invariant of the books again, believing no running figure.',
    reply: auditReport,
  },
} as const satisfies Api;
