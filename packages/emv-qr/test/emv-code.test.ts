/**
 * Goal: what is written is read again as it was; a damaged or wrong code is refused with its place; no text makes the
 * reader throw.
 * Method: drawn codes and texts, the example of EMVCo's specification, and one wrong code for each problem.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { crc16, type EmvCode, readEmvCode, writeEmvCode } from '../src/index.ts';
import { emvCodes } from './codes.ts';

const cafe: EmvCode = {
  uses: 'many',
  accounts: [{ id: '26', guid: 'hk.com.hkicl', fields: [{ id: '02', value: '1234567' }] }],
  category: '5812',
  currency: '344',
  country: 'HK',
  name: 'Harbour Coffee',
  city: 'Hong Kong',
};

function written(code: EmvCode): string {
  const result = writeEmvCode(code);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** The objects with a checksum that fits. */
const sealed = (objects: string): string => `${objects}6304${crc16(`${objects}6304`)}`;

test('the checksum is CRC-16/CCITT-FALSE, over the bytes of UTF-8', () => {
  assert.equal(crc16('123456789'), '29B1');
  assert.equal(crc16(''), 'FFFF');
  assert.equal(crc16('茶'), '5CE4');
});

test("the example of EMVCo's specification is read, with its lengths in characters", () => {
  const text =
    '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A';
  const read = readEmvCode(text);
  assert.ok(read.ok, JSON.stringify(read));
  assert.equal(read.value.name, 'BEST TRANSPORT');
  assert.equal(read.value.uses, 'once');
  assert.equal(read.value.amount, '23.72');
  assert.equal(read.value.tip, 'ask');
  assert.deepEqual(read.value.otherLanguage, { language: 'ZH', name: '最佳运输', city: '北京' });
  assert.deepEqual(read.value.accounts[1], {
    id: '31',
    guid: 'D15600000001',
    fields: [{ id: '03', value: '12345678' }],
  });
  assert.deepEqual(
    read.value.more?.map(({ id }) => id),
    ['91'],
  );
});

test('a code is read as it was written', () => {
  fc.assert(
    fc.property(emvCodes, (code) => {
      const result = writeEmvCode(code);
      // Four accounts with long names can be longer than a code may be.
      if (!result.ok) return result.problem.kind === 'too-long';
      assert.deepEqual(readEmvCode(result.value), { ok: true, value: code });
      return true;
    }),
    { numRuns: 500 },
  );
});

test('a code in which one character is another is refused', () => {
  const character = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 });
  fc.assert(
    fc.property(emvCodes, fc.nat(), character, (code, where, other) => {
      const result = writeEmvCode(code);
      if (!result.ok) return;
      const characters = [...result.value];
      const at = where % characters.length;
      fc.pre(characters[at] !== other);
      const changed = characters.with(at, other).join('');
      assert.equal(readEmvCode(changed).ok, false, changed);
    }),
    { numRuns: 2_000 },
  );
});

test('each changed byte of a code is refused', () => {
  const bytes = new TextEncoder().encode(written({ ...cafe, name: '海港咖啡' }));
  for (let at = 0; at < bytes.length; at++) {
    for (let bit = 1; bit < 256; bit <<= 1) {
      const changed = bytes.with(at, (bytes[at] ?? 0) ^ bit);
      const read = readEmvCode(new TextDecoder().decode(changed));
      assert.equal(read.ok, false, `bit ${bit} of byte ${at}`);
    }
  }
});

test('any text is answered, and the problem has its place', () => {
  const body = fc.string({ unit: 'binary', maxLength: 200 });
  const claimed = body.map((text) => `000201${text}`);
  const digits = fc.stringMatching(/^\d{0,200}$/).map((text) => sealed(`000201${text}`));
  fc.assert(
    fc.property(fc.oneof(body, claimed, digits), (text) => {
      const read = readEmvCode(text);
      if (read.ok) return;
      const { at, message, field } = read.problem;
      assert.ok(at >= 0 && at <= [...text].length + 5, message);
      assert.ok(message.startsWith(`${field}, at character ${at}: `), message);
    }),
    { numRuns: 2_000 },
  );
});

test('a wrong code says which object is wrong, and how', () => {
  const said = (text: string): string => {
    const read = readEmvCode(text);
    return read.ok ? 'read' : `${read.problem.kind} ${read.problem.field} ${read.problem.at}`;
  };
  const text = written(cafe);
  const unsealed = text.slice(0, -8);
  const cases: readonly (readonly [string, string])[] = [
    ['https://pay.example/q/1', 'not-emv 00 0'],
    [text.slice(0, -20), 'length 6 82'],
    [text.slice(0, -8), 'missing 63 95'],
    [`${text.slice(0, -1)}x`, 'checksum 63 99'],
    [sealed(unsealed.replace('5303344', '5303XYZ')), 'value 53 55'],
    [sealed(unsealed.replace('5303344', '')), 'missing 53 92'],
    [sealed(`${unsealed}5802HK`), 'repeated 58 95'],
    [sealed(unsealed.replace('0012hk.com.hkicl', '0112hk.com.hkicl')), 'missing 26.00 16'],
    [sealed(unsealed.replace('02071234567', '02991234567')), 'length 26.02 32'],
    [sealed(unsealed.replace('26270012hk.com.hkicl02071234567', '')), 'missing 02 68'],
    [sealed(`${unsealed}560510.00`), 'value 56 108'],
    [
      sealed(
        `${unsealed}9999${'x'.repeat(99)}9899${'x'.repeat(99)}9799${'x'.repeat(99)}9699${'x'.repeat(99)}9599${'x'.repeat(99)}`,
      ),
      'too-long 63 512',
    ],
  ];
  for (const [wrong, expected] of cases) assert.equal(said(wrong), expected, wrong);
});

test('what cannot be read again is not written', () => {
  const said = (code: EmvCode): string => {
    const result = writeEmvCode(code);
    return result.ok ? 'written' : `${result.problem.kind} ${result.problem.field}`;
  };
  const field = { id: '01', value: 'x'.repeat(99) };
  assert.equal(said({ ...cafe, currency: 'HKD' }), 'value 53');
  assert.equal(said({ ...cafe, name: 'x'.repeat(26) }), 'value 59');
  assert.equal(said({ ...cafe, name: '' }), 'missing 59');
  assert.equal(said({ ...cafe, city: '\ud800' }), 'value 60');
  assert.equal(said({ ...cafe, accounts: [] }), 'missing 02');
  assert.equal(said({ ...cafe, accounts: [{ id: '26', value: 'x' }] }), 'value 26');
  assert.equal(
    said({ ...cafe, accounts: [{ id: '26', guid: 'g', fields: [field] }] }),
    'too-long 26',
  );
  assert.equal(said({ ...cafe, more: [{ id: '26', value: 'x' }] }), 'value 26');
  assert.equal(said({ ...cafe, additional: [field, field] }), 'repeated 62.01');
});
