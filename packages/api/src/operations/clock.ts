import { Type } from '@sinclair/typebox';
import { fields, time } from '../kinds.ts';
import type { Api } from '../route.ts';

const now = Type.Object({ now: time });

export const clockRoutes = {
  'GET /admin/clock': {
    summary: 'Shows business time.',
    reply: now,
  },
  'POST /admin/clock/advance': {
    summary: 'Moves the clock of a sandbox forward; what becomes due on the way is done.',
    body: fields({
      by: Type.String({ expected: 'a duration such as "90s", "10m", "2h" or "1d"' }),
    }),
    reply: now,
    errors: { 'sandbox-only': 409, 'job-waits': 503 },
  },
  'POST /admin/clock/set': {
    summary: 'Sets the clock of a sandbox, forward only; what becomes due on the way is done.',
    body: fields({
      to: Type.String({ expected: 'a time with its offset such as "2026-11-22T00:20:00+08:00"' }),
    }),
    reply: now,
    errors: { 'sandbox-only': 409, 'only-forward': 409, 'job-waits': 503 },
  },
} as const satisfies Api;
