// Goal: a partner's program can verify our notifications, in every charset and sign type.
// Method: the published vector, a round trip for each kind of signature, and one changed byte.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { parseInstant, required, secret } from '@sampan/primitives';
import {
  type Charset,
  isAcknowledged,
  md5Sign,
  type NotificationContent,
  notificationCharset,
  readNotification,
  renderNotification,
  type SignType,
  signNotification,
  writeNotification,
} from './index.ts';

const md5Key = secret('10000000000000000000000000000000');
const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const keys = { md5Key, ...pair };
const sentAt = required(parseInstant('2013-11-27T15:45:58+08:00'), 'a time');

const content: NotificationContent = {
  notify_type: 'trade_status_sync',
  notify_id: 'ac05099524730693a8b330c5ecf72da978',
  notify_action_type: 'payByAccountAction',
  out_trade_no: '5431395578198135',
  subject: '測試 a+b&c=d',
  body: '',
  trade_no: '2013112711001004940000394507',
  trade_status: 'TRADE_SUCCESS',
  gmt_create: sentAt,
  total_fee: '0.01',
};

const send = async (signType: SignType, charset: Charset, given = content) => {
  const parameters = await signNotification(writeNotification(given), sentAt, {
    signType,
    charset,
    keys,
  });
  return renderNotification(parameters, charset);
};

test('the vector of the documents: a notification with one field', async () => {
  assert.equal(md5Sign('notify_id=1234', md5Key.reveal(), 'UTF-8'), vector);
  const form = `notify_id=1234&sign=${vector}&sign_type=MD5`;
  const read = await readNotification(form, undefined, keys);
  // Correctly signed, but a real notification has its type and time of sending.
  assert.deepEqual(read, { ok: false, problem: 'malformed-field' });
});
const vector = '22fc7e38e5acdfede396aa463870d111';

test('a notification looks like the one of the documents', async () => {
  const { contentType, body } = await send('MD5', 'UTF-8');
  assert.equal(contentType, 'application/x-www-form-urlencoded; charset=UTF-8');
  assert.match(
    body,
    /^notify_time=2013-11-27\+15%3A45%3A58&notify_type=trade_status_sync&notify_id=ac05/,
  );
  assert.match(body, /&sign=[0-9a-f]{32}&sign_type=MD5$/);
  assert.doesNotMatch(body, /body=/, 'nothing is sent empty');
});

for (const signType of ['MD5', 'RSA', 'RSA2'] as const) {
  for (const charset of ['UTF-8', 'GBK'] as const) {
    test(`${signType} in ${charset} is read as it was written`, async () => {
      const { contentType, body } = await send(signType, charset);
      const read = await readNotification(Buffer.from(body), contentType, keys);
      assert.ok(read.ok);
      const { notification, parameters } = read.value;
      assert.equal(notification.subject, content.subject);
      assert.equal(notification.notify_time, sentAt);
      assert.equal(notification.gmt_create, sentAt);
      assert.equal(notification.body, undefined);
      assert.equal(parameters.get('sign_type'), signType);
      for (const changed of [body.replace('0.01', '0.02'), `${body}&surprise=1`]) {
        const refused = await readNotification(changed, contentType, keys);
        assert.deepEqual(refused, { ok: false, problem: 'wrong-signature' });
      }
    });
  }
}

test('the malformed content type of live notifications is an option, and is read', async () => {
  const parameters = await signNotification(writeNotification(content), sentAt, {
    signType: 'MD5',
    charset: 'GBK',
    keys,
  });
  const { contentType, body } = renderNotification(parameters, 'GBK', 'as-seen-live');
  assert.equal(contentType, 'application/x-www-form-urlencoded; text/html; charset=gbk');
  for (const named of [contentType, undefined, 'application/x-www-form-urlencoded']) {
    assert.equal((await readNotification(body, named, keys)).ok, true);
  }
});

test('what GBK cannot hold is sent in UTF-8, and nothing becomes a question mark', () => {
  const holds = writeNotification({ ...content, subject: '茶餐廳' });
  const exceeds = writeNotification({ ...content, subject: '𨋢' });
  assert.equal(notificationCharset(holds, 'GBK'), 'GBK');
  assert.equal(notificationCharset(exceeds, 'GBK'), 'UTF-8');
  assert.equal(notificationCharset(holds, undefined), 'UTF-8');
});

test("what a shop's code gives back is read, however long its own data may be", async () => {
  const passback = JSON.stringify({ note: 'x'.repeat(1_900) });
  const { contentType, body } = await send('MD5', 'UTF-8', {
    ...content,
    extra_common_param: passback,
  });
  const read = await readNotification(body, contentType, keys);
  assert.equal(read.ok && read.value.notification.extra_common_param, passback);
});

test('a parameter that stands twice is refused, whatever its signature', async () => {
  const { contentType, body } = await send('MD5', 'UTF-8');
  const read = await readNotification(`${body}&total_fee=0.01`, contentType, keys);
  assert.deepEqual(read, { ok: false, problem: 'repeated-parameter' });
});

test('success counts in any dress, and nothing else does', () => {
  for (const answer of ['success', 'SUCCESS', '\n\n\n\n\nsuccess\n', ' Success\r\n'])
    assert.equal(isAcknowledged(Buffer.from(answer)), true, JSON.stringify(answer));
  for (const answer of [
    ...['', 'fail', 'success!', '"success"', '<p>success</p>', 'unsuccess', 'succes\u017f'],
    // Only ASCII white space is trimmed: these three once counted as acknowledged.
    ...['\uFEFFsuccess', '\u00A0success', 'success\u3000', '\u0085success', '\0success'],
  ])
    assert.equal(isAcknowledged(Buffer.from(answer)), false, JSON.stringify(answer));
  assert.equal(isAcknowledged(Buffer.from('success', 'utf16le')), false);
});
