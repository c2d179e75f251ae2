// Goal: the state machine of a sale follows protocol 12 §10. Method: its table, row by row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from './finding.ts';
import type { Sale, SaleCall, SaleState } from './sale.ts';
import { type SaleAction, type SaleEvent, step, usualSettings } from './step.ts';

const deadline = 60_000;
const undoUntil = 90_000;

const saleIn = (state: SaleState, kind: Sale['kind'] = 'collect'): Sale => ({
  kind,
  id: 'T-1',
  amount: '39.25',
  currency: 'HKD',
  startedAt: 0,
  deadlineAt: deadline,
  state,
  undone: 0,
  trail: [],
});

const answered = (call: SaleCall, finding: Finding, now = 1_000): SaleEvent => ({
  type: 'answered',
  call,
  finding,
  now,
});
const final: Finding = { found: 'refused', code: 'C', means: 'm', isFinal: true };
const open: Finding = { found: 'refused', code: 'C', means: 'm', isFinal: false };

const opening: SaleState = { is: 'opening' };
const waiting: SaleState = { is: 'waiting' };
const cancelling: SaleState = { is: 'cancelling', why: 'deadline' };
const refused: SaleState = { ...cancelling, refusedBy: 'TRADE_CANCEL_TIME_OUT' };
const refunding: SaleState = { is: 'refunding', why: 'deadline' };

const rows: readonly (readonly [SaleState, SaleEvent, string, string])[] = [
  [opening, { type: 'started', now: 0 }, 'opening', 'open within 15000'],
  [opening, answered('open', { found: 'paid' }), 'paid', 'end'],
  [opening, answered('open', final), 'not-paid refused', 'end'],
  [opening, answered('open', { found: 'not-sent' }), 'not-paid not-sent', 'end'],
  [opening, answered('open', open), 'waiting', 'wait 5000'],
  [opening, answered('open', { found: 'unknown' }), 'waiting', 'wait 5000'],
  [opening, answered('open', { found: 'unknown' }, deadline), 'cancelling', 'cancel within 15000'],
  [opening, { type: 'aborted', now: 1 }, 'cancelling', 'cancel within 15000'],
  [opening, { type: 'resumed', now: 1_000_000 }, 'waiting', 'query within 15000'],
  [waiting, { type: 'waited', now: 5_000 }, 'waiting', 'query within 15000'],
  [waiting, { type: 'waited', now: 58_000 }, 'waiting', 'query within 2000'],
  [waiting, { type: 'waited', now: deadline }, 'cancelling', 'cancel within 15000'],
  [waiting, { type: 'aborted', now: 5_000 }, 'cancelling', 'cancel within 15000'],
  [waiting, { type: 'resumed', now: 1_000_000 }, 'waiting', 'query within 15000'],
  [waiting, answered('query', { found: 'paid' }), 'paid', 'end'],
  [waiting, answered('query', { found: 'closed' }), 'not-paid closed', 'end'],
  [waiting, answered('query', { found: 'nothing' }), 'waiting', 'wait 3000'],
  [waiting, answered('query', { found: 'unpaid' }, 59_000), 'waiting', 'wait 1000'],
  [waiting, answered('query', { found: 'unpaid' }, deadline), 'cancelling', 'cancel within 15000'],
  [waiting, { type: 'notified', now: 2_000 }, 'waiting', 'query within 15000'],
  [cancelling, answered('cancel', { found: 'cancelled' }), 'not-paid cancelled', 'end'],
  [cancelling, answered('cancel', open), 'cancelling', 'wait 3000'],
  [cancelling, answered('cancel', { found: 'unknown' }), 'cancelling', 'wait 3000'],
  [cancelling, answered('cancel', final), 'cancelling', 'query within 15000'],
  [cancelling, answered('cancel', { found: 'unknown' }, undoUntil), 'cancelling', 'give-up'],
  [cancelling, answered('query', { found: 'paid' }), 'cancelling', 'wait 3000'],
  [cancelling, { type: 'aborted', now: 1_000 }, 'cancelling', 'wait 3000'],
  [refused, answered('query', { found: 'paid' }), 'refunding', 'refund within 15000'],
  [refused, answered('query', { found: 'closed' }), 'not-paid closed', 'end'],
  [refunding, answered('refund', { found: 'refunded' }), 'not-paid refunded', 'end'],
  [refunding, answered('refund', { found: 'unknown' }), 'refunding', 'wait 3000'],
  [refunding, { type: 'waited', now: 88_000 }, 'refunding', 'refund within 2000'],
  [{ is: 'paid' }, { type: 'aborted', now: 1 }, 'paid', 'end'],
];

for (const [state, event, expected, action] of rows) {
  const about = event.type === 'answered' ? `${event.call} ${event.finding.found}` : event.type;
  test(`${state.is}: ${about} at ${event.now} ms → ${expected}`, () => {
    const stepped = step(saleIn(state), event, usualSettings, undoUntil);
    assert.deepEqual([textOf(stepped.sale.state), actionOf(stepped.action)], [expected, action]);
  });
}

test('an order whose code was lost is cancelled at once', () => {
  const event = answered('open', { found: 'unknown' });
  const { sale, action } = step(saleIn(opening, 'charge'), event, usualSettings, undoUntil);
  assert.deepEqual([textOf(sale.state), actionOf(action)], ['cancelling', 'cancel within 15000']);
});

const textOf = (state: SaleState): string =>
  state.is === 'not-paid' ? `not-paid ${state.why}` : state.is;

function actionOf(action: SaleAction): string {
  if (action.do === 'send') return `${action.call} within ${action.withinMs}`;
  return action.do === 'wait' ? `wait ${action.ms}` : action.do;
}
