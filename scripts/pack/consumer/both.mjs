/** A program whose parts load the SDK in both ways: says whether they have the same values. */
import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import * as sdk from '@sampan/sdk';
import * as files from '@sampan/sdk/files';
import * as testing from '@sampan/sdk/testing';

const required = createRequire(import.meta.url);

const isSame = (imported, path) => {
  const other = required(path);
  return Object.keys(imported).every((name) => imported[name] === other[name]);
};

const seen = [];
subscribe('sampan:call', ({ service, outcome }) => seen.push(`${service} ${outcome}`));
const key = 'both-key-both-key-both-key-both-';
const time = testing.virtualTime();
const { transport } = required('@sampan/sdk/testing').memoryGateway({ key, time });
for (const { createPartner } of [sdk, required('@sampan/sdk')]) {
  const sign = { type: 'MD5', key };
  const id = '2088000000000001';
  const partner = createPartner({ gateway: 'test', id, contract: 'hk', sign, transport, time });
  await partner.call('alipay.acquire.overseas.query', { partner_trans_id: 'T-1' });
}

console.log(
  JSON.stringify([
    isSame(sdk, '@sampan/sdk'),
    isSame(files, '@sampan/sdk/files'),
    isSame(testing, '@sampan/sdk/testing'),
    sdk.memoryStore === testing.memoryStore,
    Object.keys(sdk).includes('createPartner'),
    seen,
  ]),
);
