import { type Static, Type } from '@sinclair/typebox';
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
  'POST /admin/audit': {
    summary: 'Derives every invariant of the books again, believing no running figure.',
    reply: auditReport,
  },
} as const satisfies Api;
