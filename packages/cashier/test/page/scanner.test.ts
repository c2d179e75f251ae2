/**
 * Goal: a scanner's burst is a code and never an amount; a hand's digits are an amount and never a code.
 * Method: key events with their times go through the reducer as a browser would send them, silences too.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGtin } from '../../page/scan/gtin.ts';
import {
  type Reading,
  type ScannerState,
  scan,
  scannerStart,
  waitFor,
} from '../../page/scan/scanner.ts';

const code = '288412345678901234';

interface Sent {
  /** Digits, and `\n` for Enter. */
  readonly keys: string;
  readonly perKey: number;
  /** Milliseconds of quiet before. */
  readonly after?: number;
  readonly inField?: boolean;
}

/** What comes of keys at these paces; silences happen when no key comes first. */
function read(...sent: readonly Sent[]) {
  let state: ScannerState = scannerStart;
  let at = 0;
  const readings: Reading[] = [];
  const through: string[] = [];
  let cleared = 0;
  const silenceBefore = (next: number) => {
    const wait = waitFor(state);
    if (wait === undefined || at + wait >= next) return;
    take(scan(state, { is: 'silence', at: at + wait }));
  };
  const take = (step: ReturnType<typeof scan>) => {
    state = step.state;
    readings.push(...step.readings);
    if (step.clearField) cleared += 1;
    return step.take;
  };
  for (const { keys, perKey, after = 500, inField = false } of sent) {
    let next = at + after;
    for (const each of keys) {
      silenceBefore(next);
      at = next;
      const key = each === '\n' ? 'Enter' : each === '\t' ? 'Tab' : each;
      if (!take(scan(state, { is: 'key', key, at, inField }))) through.push(each);
      next = at + perKey;
    }
  }
  silenceBefore(Number.MAX_SAFE_INTEGER);
  const texts = readings.map((reading) => {
    if (reading.is === 'code') return `code ${reading.code}${reading.isRepeat ? ' again' : ''}`;
    return reading.is === 'item' ? `item ${reading.barcode}` : `${reading.is} ${reading.digits}`;
  });
  return { texts, through: through.join(''), cleared };
}

const cases: readonly [name: string, sent: readonly Sent[], texts: readonly string[]][] = [
  ['5 ms a key, Enter', [{ keys: `${code}\n`, perKey: 5 }], [`code ${code}`]],
  ['20 ms a key, Enter', [{ keys: `${code}\n`, perKey: 20 }], [`code ${code}`]],
  ['20 ms a key, Tab', [{ keys: `${code}\t`, perKey: 20 }], [`code ${code}`]],
  ['60 ms a key, Enter', [{ keys: `${code}\n`, perKey: 60 }], [`code ${code}`]],
  [
    '16 digits at 100 ms a key',
    [{ keys: `${code.slice(0, 16)}\n`, perKey: 100 }],
    [`code ${code.slice(0, 16)}`],
  ],
  [
    '18 digits at 100 ms take too long',
    [{ keys: `${code}\n`, perKey: 100 }],
    [`unreadable ${code}`],
  ],
  ['5 ms a key, no end', [{ keys: code, perKey: 5 }], [`code ${code}`]],
  ['60 ms a key, no end, is not cut short', [{ keys: code, perKey: 60 }], [`code ${code}`]],
  ['88 ms a key, no end, is not cut short', [{ keys: code, perKey: 88 }], [`code ${code}`]],
  ['CR and LF', [{ keys: `${code}\n\n`, perKey: 20 }], [`code ${code}`]],
  ['24 digits', [{ keys: `${code}567890\n`, perKey: 5 }], [`code ${code}567890`]],
  [
    '25 digits are no code',
    [{ keys: `${code}5678901\n`, perKey: 5 }],
    [`unreadable ${code}5678901`],
  ],
  ['begins with 30', [{ keys: '3012345678901234\n', perKey: 5 }], ['code 3012345678901234']],
  ['of WeChat Pay', [{ keys: '134567890123456789\n', perKey: 5 }], ['code 134567890123456789']],
  ['begins with 31', [{ keys: '3112345678901234\n', perKey: 5 }], ['unreadable 3112345678901234']],
  [
    'two codes in view: the second is swallowed',
    [
      { keys: `${code}\n`, perKey: 5 },
      { keys: '281234567890123456\n', perKey: 5, after: 100 },
    ],
    [`code ${code}`],
  ],
  [
    'the same code twice, as on a phone with two symbols',
    [
      { keys: `${code}\n`, perKey: 5 },
      { keys: `${code}\n`, perKey: 5, after: 2_000 },
    ],
    [`code ${code}`, `code ${code} again`],
  ],
  [
    'the same code after ten seconds is a new scan',
    [
      { keys: `${code}\n`, perKey: 5 },
      { keys: `${code}\n`, perKey: 5, after: 10_500 },
    ],
    [`code ${code}`, `code ${code}`],
  ],
  [
    'another code after the pause',
    [
      { keys: `${code}\n`, perKey: 5 },
      { keys: '281234567890123456\n', perKey: 5, after: 900 },
    ],
    [`code ${code}`, 'code 281234567890123456'],
  ],
  ['typed by hand', [{ keys: '4600', perKey: 180 }], ['typed 4', 'typed 6', 'typed 0', 'typed 0']],
  ['typed fast', [{ keys: '4600', perKey: 80 }], ['typed 4600']],
  [
    "a code's digits typed by hand are no code",
    [{ keys: code, perKey: 150 }],
    [...code].map((digit) => `typed ${digit}`),
  ],
  ['EAN-13', [{ keys: '4891028164395\n', perKey: 5 }], ['item 4891028164395']],
  ['UPC-A without end', [{ keys: '036000291452', perKey: 20 }], ['item 036000291452']],
  ['EAN-8', [{ keys: '96385074\n', perKey: 5 }], ['item 96385074']],
  ['EAN-8 with a wrong check digit', [{ keys: '96385075\n', perKey: 5 }], ['typed 96385075']],
];

for (const [name, sent, texts] of cases) {
  test(name, () => assert.deepEqual(read(...sent).texts, texts));
}

test('no key of a scan reaches the page when no field has the focus', () => {
  assert.equal(read({ keys: `${code}\n\n`, perKey: 5 }).through, '');
});

test('Enter after typing is the page’s own', () => {
  assert.equal(read({ keys: '4600\n', perKey: 180 }).through, '\n');
});

test('a burst in the amount field is removed from it; typing there is left alone', () => {
  const burst = read({ keys: `${code}\n`, perKey: 5, inField: true });
  assert.deepEqual(burst.texts, [`code ${code}`]);
  assert.equal(burst.cleared, 1);
  const typing = read({ keys: '4600', perKey: 150, inField: true });
  assert.deepEqual(typing, { texts: [], through: '4600', cleared: 0 });
});

test('control codes before a code, and keys that a soft keyboard does not name, change nothing', () => {
  let state = scannerStart;
  const readings: Reading[] = [];
  for (const [index, key] of ['\u001d', 'Unidentified', 'Shift', ...code, 'Enter'].entries()) {
    const step = scan(state, { is: 'key', key, at: index * 5, inField: false });
    state = step.state;
    readings.push(...step.readings);
  }
  assert.deepEqual(readings, [{ is: 'code', code, isRepeat: false }]);
});

test('the check digit of an item is checked', () => {
  assert.ok(isGtin('4891028164395') && isGtin('036000291452') && isGtin('96385074'));
  assert.ok(!isGtin('4891028164396') && !isGtin('489102816439') && !isGtin('1234567'));
});
