import { type Static, Type } from '@sinclair/typebox';
import { oneOf, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { scenario } from './scenario.ts';

const nearMiss = Type.Object({
  exchange: Type.String(),
  at: time,
  reason: Type.String({ examples: ['trans_amount was 99.00, not 9901'] }),
  field: Type.Optional(
    Type.String({ description: 'What failed: `partner`, `wallet`, or the path of a field test.' }),
  ),
  was: Type.Optional(
    Type.String({ description: 'What came; absent when nothing did, or when it is a secret.' }),
  ),
});

const view = Type.Object({
  id: Type.String(),
  name: Type.String(),
  magic: Type.Boolean({ description: 'One of the shipped scenarios of magic amounts.' }),
  addedAt: time,
  expiresAt: Type.Optional(time),
  hits: Type.Integer({ description: 'Requests and notifications for which it did something.' }),
  passed: Type.Integer({ description: 'Those that it let through, by a step `pass`.' }),
  exchanges: Type.Array(Type.String(), {
    description: 'The newest hits, newest first: ids of exchanges and of notifications.',
  }),
  nearMisses: Type.Array(nearMiss, {
    description: 'The newest requests that failed exactly one test, newest first.',
  }),
  ended: Type.Optional(Type.String({ description: 'Why it does nothing more.' })),
  endedBy: Type.Optional(oneOf(['time', 'uses'])),
  scenario: Type.Unsafe<Static<typeof scenario>>(Type.Object({}, { additionalProperties: true })),
});

export type ScenarioView = Fixed<Static<typeof view>>;
export type NearMissView = Fixed<Static<typeof nearMiss>>;

const refusals = { 'sandbox-only': 409, 'scenario-unknown': 404 } as const;
const { 'sandbox-only': sandboxOnly } = refusals;

export const scenarioRoutes = {
  'GET /admin/scenarios': {
    summary: 'Lists the scenarios of a sandbox, newest first, with their hits and near misses.',
    reply: Type.Object({ scenarios: Type.Array(view) }),
    errors: { 'sandbox-only': sandboxOnly },
  },
  'POST /admin/scenarios': {
    summary: 'Adds a scenario; every process knows it when this is answered.',
    body: scenario,
    reply: view,
    status: 201,
    errors: { 'sandbox-only': sandboxOnly, 'too-many-scenarios': 409 },
  },
  'POST /admin/scenarios/magic': {
    summary: 'Adds the shipped scenarios of magic amounts, those that are not there yet.',
    reply: Type.Object({ scenarios: Type.Array(view) }),
    status: 201,
    errors: { 'sandbox-only': sandboxOnly, 'too-many-scenarios': 409 },
  },
  'PUT /admin/scenarios/:id': {
    summary:
      'Replaces the text of a scenario, which keeps its place among the others. It counts from the beginning, unless only `off` differs.',
    params: Type.Object({ id: Type.String() }),
    body: scenario,
    reply: view,
    errors: { ...refusals, 'scenario-shipped': 409 },
  },
  'DELETE /admin/scenarios': {
    summary: 'Removes all scenarios.',
    reply: Type.Object({ cleared: Type.Array(Type.String()) }),
    errors: { 'sandbox-only': sandboxOnly },
  },
  'DELETE /admin/scenarios/:id': {
    summary: 'Removes a scenario.',
    params: Type.Object({ id: Type.String() }),
    reply: Type.Object({ cleared: Type.Array(Type.String()) }),
    errors: refusals,
  },
} as const satisfies Api;
