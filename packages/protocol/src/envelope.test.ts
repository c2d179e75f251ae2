// Goal: replies are byte for byte as clients accept them (01 §7–§10, 09 §2), and can be read back.
// Method: golden texts, a table of characters outside a charset, and a property through our reader.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { secret } from '@sampan/primitives';
import {
  asyncProperty,
  constantFrom,
  dictionary,
  assert as property,
  string,
  uniqueArray,
} from 'fast-check';
import {
  canEncode,
  contentType,
  decodeBytes,
  isXmlText,
  md5Sign,
  type Parameter,
  readReply,
  renderError,
  renderReply,
  verifyReply,
} from './index.ts';

const key = '10000000000000000000000000000000';
const keys = { md5Key: secret(key), ...generateKeyPairSync('rsa', { modulusLength: 1_024 }) };

const reply = (fields: readonly Parameter[], parameters: readonly Parameter[] = []) =>
  ({
    parameters: new Map(parameters),
    node: 'alipay',
    fields,
    charset: 'UTF-8',
    signType: 'MD5',
    keys,
  }) as const;

test('a reply has no blanks, ascending fields, and the signature of the published vector', async () => {
  const fields: Parameter[] = [
    ['trans_amount', '39.25'],
    ['result_code', 'SUCCESS'],
    ['alipay_buyer_login_id', '852-****0000'],
    ['alipay_buyer_user_id', '2088100000000001'],
    ['alipay_pay_time', '20201207152003'],
    ['alipay_trans_id', '2020120722001401700000000001'],
    ['currency', 'HKD'],
    ['error', ''],
    ['partner_trans_id', '2010121000000002'],
    ['payment_inst', 'ALIPAYHK'],
  ];
  const request: Parameter[] = [
    ['sign', 'x'],
    ['sign_type', 'MD5'],
    ['service', 'alipay.acquire.overseas.spot.pay'],
    ['memo', ''],
  ];
  const bytes = await renderReply(reply(fields, request));
  assert.equal(
    bytes.toString(),
    '<?xml version="1.0" encoding="UTF-8"?><alipay><is_success>T</is_success><request>' +
      '<param name="service">alipay.acquire.overseas.spot.pay</param><param name="memo"></param>' +
      '<param name="sign">x</param><param name="sign_type">MD5</param></request>' +
      '<response><alipay><alipay_buyer_login_id>852-****0000</alipay_buyer_login_id>' +
      '<alipay_buyer_user_id>2088100000000001</alipay_buyer_user_id>' +
      '<alipay_pay_time>20201207152003</alipay_pay_time>' +
      '<alipay_trans_id>2020120722001401700000000001</alipay_trans_id><currency>HKD</currency>' +
      '<partner_trans_id>2010121000000002</partner_trans_id>' +
      '<payment_inst>ALIPAYHK</payment_inst><result_code>SUCCESS</result_code>' +
      '<trans_amount>39.25</trans_amount></alipay></response>' +
      '<sign>6b05a5592cbfa1159e5adcfef4da343f</sign><sign_type>MD5</sign_type></alipay>',
  );
});

test('a refusal is the code alone, unsigned', () => {
  const bytes = renderError('ILLEGAL_SIGN', 'GBK');
  assert.equal(
    bytes.toString(),
    '<?xml version="1.0" encoding="GBK"?><alipay><is_success>F</is_success>' +
      '<error>ILLEGAL_SIGN</error></alipay>',
  );
  const read = readReply(bytes, contentType('GBK'));
  assert.ok(read.ok && !read.value.isSuccess);
  assert.equal(read.value.error, 'ILLEGAL_SIGN');
  assert.equal(verifyReply(read.value, keys), false);
});

test('a refusal that is signed is signed over its code', () => {
  const sign = '4b18438f2a2fe22dbbb6df3830c6c373';
  const text = `<alipay><is_success>F</is_success><error>ILLEGAL_SIGN</error><sign>${sign}</sign><sign_type>MD5</sign_type></alipay>`;
  const read = readReply(Buffer.from(text));
  assert.ok(read.ok);
  assert.equal(verifyReply(read.value, keys), true);
});

test('the content type has its semicolon directly after text/xml', () => {
  assert.equal(contentType('UTF-8'), 'text/xml;charset=UTF-8');
  assert.equal(contentType('GBK'), 'text/xml;charset=GBK');
});

test('what GBK cannot hold goes by number in the echo and not at all in a signed field', async () => {
  const bytes = await renderReply({
    ...reply(
      [
        ['body', '嘅㗎'],
        ['result_code', 'SUCCESS'],
        ['subject', '茶'],
      ],
      [['trans_name', '茶㗎😀<']],
    ),
    charset: 'GBK',
  });
  const text = decodeBytes(bytes, 'GBK') ?? '';
  assert.ok(text.includes('<param name="trans_name">茶&#13774;&#128512;&lt;</param>'));
  assert.ok(!text.includes('<body>') && !text.includes('?<'));
  const signature = md5Sign('result_code=SUCCESS&subject=茶', key, 'GBK');
  assert.ok(text.includes(`<sign>${signature}</sign>`));
  const read = readReply(bytes, contentType('GBK'));
  assert.ok(read.ok);
  assert.equal(read.value.echo.get('trans_name'), '茶㗎😀<');
  assert.equal(verifyReply(read.value, keys), true);
});

test('a reply declared as GB2312 holds only what GB2312 holds', async () => {
  const bytes = await renderReply({
    ...reply(
      [
        ['a', '茶'],
        ['b', '廳'],
      ],
      [['c', '廳']],
    ),
    charset: 'GB2312',
  });
  const text = decodeBytes(bytes, 'GB2312') ?? '';
  assert.ok(text.startsWith('<?xml version="1.0" encoding="GB2312"?>'));
  assert.ok(text.includes('<a>茶</a>') && !text.includes('<b>'));
  assert.ok(text.includes('<param name="c">&#24307;</param>'));
});

test('what is rendered is read and verified, in every charset and with every sign type', async () => {
  const value = string({ unit: 'binary', maxLength: 12 }).filter(isXmlText);
  await property(
    asyncProperty(
      dictionary(value, value, { maxKeys: 4 }),
      uniqueArray(constantFrom('a', 'b_c', 'memo', 'trans_name'), { maxLength: 4 }),
      value,
      constantFrom('UTF-8', 'GBK', 'GB2312'),
      constantFrom('MD5', 'RSA', 'RSA2'),
      async (echo, names, text, charset, signType) => {
        const request = Object.entries({ ...echo, sign: 's' });
        const fields = names.map((name): Parameter => [name, `${name}${text}`]);
        const bytes = await renderReply({ ...reply(fields, request), charset, signType });
        const read = readReply(bytes, contentType(charset));
        assert.ok(read.ok);
        const held = fields.filter(([, field]) => canEncode(field, charset));
        assert.deepEqual(new Map(read.value.fields), new Map(held));
        assert.deepEqual(new Map(read.value.echo), new Map(request));
        assert.equal(await verifyReply(read.value, keys), true);
      },
    ),
  );
});

test('a reply altered in one byte of a field or of its signature is not believed', async () => {
  const bytes = await renderReply(
    reply([
      ['result_code', 'SUCCESS'],
      ['trans_amount', '39.25'],
    ]),
  );
  const text = bytes.toString();
  const start = text.indexOf('<response>');
  for (
    let index = start;
    index < text.length - '</sign><sign_type>MD5</sign_type></alipay>'.length;
    index++
  ) {
    const altered = Buffer.from(bytes);
    altered[index] = (altered[index] as number) ^ 1;
    const read = readReply(altered);
    if (!read.ok) continue;
    // The node's name is not signed, only its content.
    if (
      read.value.fields.get('trans_amount') === '39.25' &&
      read.value.signature === text.match(/<sign>(.*)<\/sign>/)?.[1]
    )
      continue;
    assert.equal(await verifyReply(read.value, keys), false, `byte ${index}`);
  }
});

const notEnvelopes = [
  '',
  'true',
  '<html></html>',
  '<alipay></alipay>',
  '<alipay><is_success>X</is_success></alipay>',
  '<alipay><is_success>T</is_success></alipay>',
  '<alipay><is_success>T</is_success><response><alipay><a>1</a><a>2</a></alipay></response></alipay>',
  '<alipay><is_success>T</is_success><response><alipay><a><b>1</b></a></alipay></response></alipay>',
  '<alipay><is_success>F</is_success><is_success>T</is_success></alipay>',
  '<alipay><is_success>F</is_success><error>&x;</error></alipay>',
  '<alipay><is_success>F</is_success><error>&#0;</error></alipay>',
  '<alipay><is_success>F</is_success><error>a & b</error></alipay>',
  '<!DOCTYPE alipay [<!ENTITY x "y">]><alipay><is_success>F</is_success></alipay>',
  '<alipay><is_success>F</is_success></alipay><alipay/>',
  '<alipay><is_success>F</is_success>',
  `${'<a>'.repeat(10_000)}`,
];

test('what is no envelope is not read', () => {
  for (const text of notEnvelopes) {
    assert.deepEqual(readReply(Buffer.from(text)), { ok: false, problem: 'not-an-envelope' }, text);
  }
  assert.deepEqual(readReply(Buffer.from('x'), 'text/xml;charset=BIG5'), {
    ok: false,
    problem: 'unknown-charset',
  });
});

test('a reply with white space between its elements is read all the same', () => {
  const text =
    '<?xml version="1.0" encoding="utf-8"?>\n<alipay>\n  <is_success>T</is_success>\n  <response>' +
    '\n<alipay>\n<result_code>SUCCESS</result_code></alipay></response></alipay>\n';
  const read = readReply(Buffer.from(text));
  assert.ok(read.ok);
  assert.deepEqual([...read.value.fields], [['result_code', 'SUCCESS']]);
});
