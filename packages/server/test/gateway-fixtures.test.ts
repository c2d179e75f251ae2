/**
 * Goal: no byte of an answer changes without a reviewed change of a golden file.
 * Method: every story runs in a world with fixed ids and times; request and reply are compared with
 * the golden file. `node scripts/fixtures.mjs --write` writes our own files again.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { decodeForm, encodeText, parseCharset, renderError } from '@sampan/protocol';
import { time } from '#test-kit';
import { merchantCodeRefusals } from '../src/gateway/merchant-code.ts';
import { cancelRefusals } from '../src/gateway/services/cancel.ts';
import { closeRefusals } from '../src/gateway/services/close.ts';
import { precreateRefusals } from '../src/gateway/services/precreate.ts';
import { refundRefusals } from '../src/gateway/services/refund.ts';
import { payRefusals } from '../src/gateway/services/spot-pay.ts';
import { cancelChapter, reverseChapter, spotCancelChapter } from './gateway-stories/cancel.ts';
import { gatewayChapter, notifyVerifyChapter } from './gateway-stories/gateway.ts';
import {
  codeStatusChapter,
  createCodeChapter,
  modifyCodeChapter,
} from './gateway-stories/merchant-codes.ts';
import {
  acquireQueryChapter,
  closeChapter,
  precreateChapter,
} from './gateway-stories/qr-orders.ts';
import { queryChapter } from './gateway-stories/query.ts';
import { rateFileChapter } from './gateway-stories/rate-file.ts';
import { refundChapter } from './gateway-stories/refund.ts';
import { refundQueryChapter } from './gateway-stories/refund-query.ts';
import { queryShopChapter, registerShopChapter } from './gateway-stories/shops.ts';
import { spotPay } from './gateway-stories/spot-pay.ts';
import { openStage } from './gateway-stories/stage.ts';
import type { Chapter, Stage, Story } from './gateway-stories/story.ts';
import { signedRequest } from './gateway-world.ts';

const folder = new URL('../../../fixtures/wire/', import.meta.url);
const writes = process.env['SAMPAN_WRITE_FIXTURES'] === '1';
const chapters: readonly Chapter[] = [
  gatewayChapter,
  spotPay,
  precreateChapter,
  createCodeChapter,
  modifyCodeChapter,
  codeStatusChapter,
  queryChapter,
  acquireQueryChapter,
  refundChapter,
  refundQueryChapter,
  cancelChapter,
  closeChapter,
  reverseChapter,
  spotCancelChapter,
  registerShopChapter,
  queryShopChapter,
  notifyVerifyChapter,
  rateFileChapter,
];

/** One golden exchange, as it stands in its file. */
interface Fixture {
  readonly about: string;
  readonly origin: string;
  readonly at: string;
  readonly request: {
    readonly method: string;
    readonly charset: string;
    readonly url: readonly Pair[];
    readonly body?: readonly Pair[];
  };
  readonly reply: {
    readonly status: number;
    readonly contentType: string | null;
    readonly text: string;
  };
}

type Pair = readonly [name: string, value: string];

for (const chapter of chapters) {
  describe(chapter.service, () => {
    let stage: Stage;
    before(async () => {
      stage = await openStage();
    });
    after(() => stage.world.close());
    for (const story of chapter.stories) {
      test(story.name, async () => {
        const told = await tell(stage, story);
        const file = new URL(`${chapter.service}/${story.name}.json`, folder);
        if (writes) write(file, told.fixture);
        const kept = read(file);
        assert.deepEqual(told.fixture, kept);
        const charset = parseCharset(
          /charset=([\w-]+)$/.exec(kept.reply.contentType ?? '')?.[1] ?? '',
        );
        assert.ok(charset);
        assert.ok(told.bytes.equals(encodeText(kept.reply.text, charset)), 'byte for byte');
      });
    }
  });
}

test('there is a file for every story and a story for every file', () => {
  for (const { service, stories } of chapters) {
    const files = readdirSync(new URL(`${service}/`, folder));
    assert.deepEqual(files.sort(), stories.map(({ name }) => `${name}.json`).sort(), service);
  }
});

test('a refusal answers the code after which its file is named', () => {
  for (const { service, stories } of chapters) {
    for (const { name } of stories) {
      const code =
        service === 'gateway' ? name : /^refused-(.*?)(?:-tombstone|-by-time)?$/.exec(name)?.[1];
      if (code === undefined) continue;
      const { reply } = read(new URL(`${service}/${name}.json`, folder));
      const expected = code.toUpperCase().replaceAll('-', '_');
      assert.ok(reply.text.includes(`>${expected}</`), `${service} ${name}`);
    }
  }
});

test('every refusal of every service has its golden exchange', () => {
  const cancelCodes = Object.values(cancelRefusals).map(({ code }) => code);
  const byOrder = cancelCodes.filter((code) => code !== 'TRADE_NOT_EXIST');
  for (const [chapter, codes] of [
    [spotPay, Object.values(payRefusals)],
    [precreateChapter, Object.values(precreateRefusals)],
    [createCodeChapter, Object.values(merchantCodeRefusals)],
    [modifyCodeChapter, Object.values(merchantCodeRefusals)],
    [codeStatusChapter, Object.values(merchantCodeRefusals)],
    [closeChapter, Object.values(closeRefusals)],
    [refundChapter, Object.values(refundRefusals)],
    [cancelChapter, cancelCodes],
    // Without our id nothing is unknown: an unknown order is cancelled, too.
    [reverseChapter, byOrder],
    [spotCancelChapter, byOrder],
  ] as const) {
    for (const code of codes) {
      const name = `refused-${code.toLowerCase().replaceAll('_', '-')}`;
      assert.ok(
        chapter.stories.some((story) => story.name === name),
        `${chapter.service}: ${code}`,
      );
    }
  }
});

test('what others have recorded is what we answer', () => {
  const outside = read(new URL('outside/illegal-sign.json', folder));
  assert.match(outside.origin, /^recorded/);
  assert.equal(renderError('ILLEGAL_SIGN', 'GBK').toString('latin1'), outside.reply.text);
});

async function tell(
  stage: Stage,
  story: Story,
): Promise<{ readonly fixture: Fixture; readonly bytes: Buffer }> {
  const { about, at, asked, by = 'hk', sending = {} } = story;
  stage.world.machine.set(time(at));
  await story.before?.(stage);
  const { method = 'POST', charset = 'UTF-8' } = sending;
  const signed = await signedRequest({ partner: stage.partners[by], ...asked }, sending);
  const address = `http://127.0.0.1:${stage.world.port}/gateway.do`;
  const response = await fetch(signed.query === '' ? address : `${address}?${signed.query}`, {
    method,
    ...(signed.body !== undefined && {
      body: signed.body,
      headers: { 'content-type': `application/x-www-form-urlencoded;charset=${charset}` },
    }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const contentType = response.headers.get('content-type');
  const replyCharset = parseCharset(/charset=([\w-]+)$/.exec(contentType ?? '')?.[1] ?? '');
  const pairs = (form: string): readonly Pair[] => {
    const read = decodeForm(form, charset);
    assert.ok(read.ok);
    return read.value;
  };
  const fixture: Fixture = {
    about,
    origin: `ours, after protocol document ${story.after}`,
    at,
    request: {
      method,
      charset,
      url: pairs(signed.query),
      ...(signed.body !== undefined && { body: pairs(signed.body) }),
    },
    reply: {
      status: response.status,
      contentType,
      text: new TextDecoder(replyCharset === 'UTF-8' ? 'utf-8' : 'gbk').decode(bytes),
    },
  };
  return { fixture, bytes };
}

const read = (file: URL): Fixture => JSON.parse(readFileSync(file, 'utf8')) as Fixture;

function write(file: URL, fixture: Fixture): void {
  mkdirSync(new URL('.', file), { recursive: true });
  // One parameter, one line.
  const text = JSON.stringify(fixture, null, 2).replace(
    /\[\s+("(?:[^"\\]|\\.)*"),\s+("(?:[^"\\]|\\.)*")\s+\]/g,
    '[$1, $2]',
  );
  writeFileSync(file, `${text}\n`);
}
