/**
 * Goal: a bank accepts the payment message and reads the intended payments.
 * Method: messages of random orders are validated against the published schema (fixtures/iso20022);
 * one complete message is given as an example.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  add,
  type BusinessDate,
  type Currency,
  formatAmount,
  money,
  type PartnerId,
  type TradeId,
  zero,
} from '@sampan/primitives';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { time } from '#test-kit';
import { asAccount, asBic, asHolder, inLatin, isIban } from './bank-account.ts';
import { messageIdOf, type Payout, type PayoutOrder, pain001 } from './pain001.ts';

const schemaFile = new URL('../../../../fixtures/iso20022/pain.001.001.09.xsd', import.meta.url);
const schema = { fileName: 'pain.001.001.09.xsd', contents: readFileSync(schemaFile, 'utf8') };

/** Indexes of the messages that violate the schema. */
async function refused(messages: readonly string[]): Promise<readonly number[]> {
  const { errors } = await validateXML({
    xml: messages.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: [schema],
  });
  const files = errors.map(({ loc, rawMessage }) => loc?.fileName ?? rawMessage);
  return [...new Set(files.map((name) => Number.parseInt(name, 10)))];
}

const order: PayoutOrder = {
  settledOn: '2026-11-17' as BusinessDate,
  currency: 'HKD',
  number: 1,
  madeAt: time('2026-11-17 16:00'),
  executedOn: '2026-11-17' as BusinessDate,
  source: { holder: 'Campus Pay Ltd', account: '012-345-67890', bank: 'HSBCHKHH' },
};

const payout: Payout = {
  batchId: '2026111756760000000112345678' as TradeId,
  partnerId: '2088000000000001' as PartnerId,
  amount: money('HKD', 59_40n),
  target: { holder: "Harbour Coffee + Tea's", account: '388-9-123456', bank: undefined },
};

test('a message tells who pays whom how much, when and why', async () => {
  const xml = pain001(order, [payout]);
  assert.equal(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>SAMPAN-20261117-HKD-1</MsgId>
      <CreDtTm>2026-11-17T16:00:00+08:00</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>59.40</CtrlSum>
      <InitgPty>
        <Nm>Campus Pay Ltd</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>SAMPAN-20261117-HKD-1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>59.40</CtrlSum>
      <ReqdExctnDt>
        <Dt>2026-11-17</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Campus Pay Ltd</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <Othr>
            <Id>012-345-67890</Id>
          </Othr>
        </Id>
        <Ccy>HKD</Ccy>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>HSBCHKHH</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SHAR</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <InstrId>2026111756760000000112345678</InstrId>
          <EndToEndId>2026111756760000000112345678</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="HKD">59.40</InstdAmt>
        </Amt>
        <Cdtr>
          <Nm>Harbour Coffee + Tea's</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <Othr>
              <Id>388-9-123456</Id>
            </Othr>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>Settlement 2026-11-17 of partner 2088000000000001</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
`,
  );
  assert.deepEqual(await refused([xml]), []);
});

test('a message in euro follows SEPA: IBAN, service level, each side its charges', async () => {
  const xml = pain001(
    {
      ...order,
      currency: 'EUR',
      source: { holder: 'Campus Pay', account: 'DE89370400440532013000', bank: undefined },
    },
    [
      {
        ...payout,
        amount: money('EUR', 1n),
        target: {
          holder: 'Cafe Muller',
          account: 'FR1420041010050500013M02606',
          bank: 'PSSTFRPPPAR',
        },
      },
    ],
  );
  assert.match(xml, /<IBAN>FR1420041010050500013M02606<\/IBAN>/);
  assert.match(xml, /<Cd>SEPA<\/Cd>[\s\S]*<ChrgBr>SLEV<\/ChrgBr>/);
  assert.match(xml, /<Id>NOTPROVIDED<\/Id>/);
  assert.match(xml, /<InstdAmt Ccy="EUR">0.01<\/InstdAmt>/);
  assert.deepEqual(await refused([xml]), []);
});

test('an order asks for the day on which the bank is to pay, whenever it was made', () => {
  const madeAt = time('2026-11-21 09:00');
  const late = pain001({ ...order, madeAt, executedOn: '2026-11-23' as BusinessDate }, [payout]);
  assert.match(late, /<Dt>2026-11-23<\/Dt>/);
  assert.match(late, /<CreDtTm>2026-11-21T09:00:00\+08:00<\/CreDtTm>/);
  assert.match(late, /<MsgId>SAMPAN-20261117-HKD-1<\/MsgId>/);
});

test('the schema sees what is wrong, so that its silence means something', async () => {
  const xml = pain001(order, [payout]);
  const mistakes = [
    ['<PmtMtd>TRF</PmtMtd>', ''],
    ['>59.40</InstdAmt>', '>59,40</InstdAmt>'],
    ['<BICFI>HSBCHKHH</BICFI>', '<BICFI>HSBC</BICFI>'],
    ['Ccy="HKD"', 'Ccy="hkd"'],
    ['<Dt>2026-11-17</Dt>', '<Dt>17.11.2026</Dt>'],
  ] as const;
  const wrong = mistakes.map(([right, mistaken]) => xml.replace(right, mistaken));
  assert.deepEqual(await refused([...wrong, xml]), [0, 1, 2, 3, 4]);
});

const holder = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9/\-?:().,'+ ]{0,68}$/);
const account = fc.oneof(
  fc.constantFrom('DE89370400440532013000', 'GB82WEST12345698765432', 'NL91ABNA0417164300'),
  fc.stringMatching(/^[0-9]{6,20}$/),
);
const bank = fc.constantFrom(undefined, 'HSBCHKHH', 'BKCHHKHHXXX');
const aBankAccount = fc.record({ holder, account, bank });

test('every order is valid by the schema, and its sums are those of its payouts', async () => {
  const currencies: readonly Currency[] = ['HKD', 'EUR', 'JPY', 'KRW', 'AUD'];
  const anOrder = fc.record({
    currency: fc.constantFrom(...currencies),
    number: fc.integer({ min: 1, max: 9_999 }),
    source: aBankAccount,
    paid: fc.array(
      fc.record({ minor: fc.bigInt({ min: 1n, max: 10n ** 13n }), target: aBankAccount }),
      { minLength: 1, maxLength: 6 },
    ),
  });
  const messages: string[] = [];
  fc.assert(
    fc.property(anOrder, ({ currency, number, source, paid }) => {
      const made = { ...order, currency, number, source };
      const payouts = paid.map(({ minor, target }, index) => ({
        ...payout,
        batchId: `202611175676000000${String(index).padStart(10, '0')}` as TradeId,
        amount: money(currency, minor),
        target,
      }));
      const xml = pain001(made, payouts);
      assert.equal(pain001(made, payouts), xml);
      const total = payouts.reduce((sum, { amount }) => add(sum, amount), zero(currency));
      assert.equal(xml.split(`<CtrlSum>${formatAmount(total)}</CtrlSum>`).length, 3);
      assert.equal(xml.split(`<NbOfTxs>${payouts.length}</NbOfTxs>`).length, 3);
      assert.ok(messageIdOf(made).length <= 35);
      messages.push(xml);
    }),
  );
  // One call, because the validator takes a second to start.
  assert.deepEqual(await refused(messages), []);
});

describe('accounts', () => {
  test('holders are written in letters that every bank can read', () => {
    assert.equal(inLatin('Café Müller & Söhne, Łódź'), 'Cafe Muller + Sohne, Lodz');
    assert.equal(inLatin('Straße’s Œuvre – ½'), undefined);
    assert.equal(inLatin('Straße’s Œuvre – 5'), "Strasse's OEuvre - 5");
    assert.equal(asHolder('Harbour Coffee'), 'Harbour Coffee');
    for (const wrong of ['海港咖啡', 'Harbour 咖啡', '', ' - ', 'x'.repeat(71), 'a\nb', 'a<b']) {
      assert.equal(asHolder(wrong), undefined, wrong);
    }
  });

  test('an IBAN must be one of its country; other numbers are as the bank gave them', () => {
    assert.equal(asAccount('de89 3704 0044 0532 0130 00'), 'DE89370400440532013000');
    assert.equal(asAccount('DE89 3704 0044 0532 0130 01'), undefined);
    // The check digits are right, but no country has the first, and a German IBAN has 22
    // characters.
    assert.equal(asAccount('XX57 WEST 1234 5698 7654 32'), undefined);
    assert.equal(asAccount('DE51 3704 0044 0532 0130 0'), undefined);
    assert.equal(asAccount(' 012-345-67890 '), '012-345-67890');
    assert.equal(isIban('012-345-67890'), false);
    for (const wrong of ['', '-1', '12/34', 'x'.repeat(35), '12 34 56']) {
      assert.equal(asAccount(wrong), undefined, wrong);
    }
  });

  test('a BIC has 8 or 11 characters', () => {
    assert.equal(asBic('hsbchkhh'), 'HSBCHKHH');
    assert.equal(asBic('BKCHHKHHXXX'), 'BKCHHKHHXXX');
    for (const wrong of ['HSBC', 'HSBCHKHHX', '12345678', '']) {
      assert.equal(asBic(wrong), undefined, wrong);
    }
  });
});
