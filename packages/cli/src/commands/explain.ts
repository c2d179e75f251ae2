import { createPublicKey } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { secret } from '@sampan/primitives';
import { identifyKey, type VerifyingKeys } from '@sampan/protocol';
import { type Explanation, isExplainedCode } from '@sampan/protocol/explain';
import { type Input, UsageError } from '../command.ts';
import { choice, print } from '../output.ts';
import { explainLines } from './explain-lines.ts';
import { explainBytes, explainRecorded, explanationView } from './explained.ts';
import { standardInput } from './standard-input.system.ts';

/** Needs no server for a file or standard input. */
export async function run(input: Input): Promise<undefined> {
  const contract = choice(input, 'contract', ['hk', 'global']);
  const explanation = await explained(input, contract, await givenKeys(input));
  print(input, explanationView(explanation), () => explainLines(explanation, input));
}

async function explained(
  input: Input,
  contract: 'hk' | 'global' | undefined,
  keys: VerifyingKeys | undefined,
): Promise<Explanation> {
  const given = input.argument('EXCHANGE|FILE|-');
  if (isExchangeId(given)) {
    const { findOperations } = await import('../operations-client.ts');
    const { recordedExchange } = await import('./explain-recorded.ts');
    const { call } = await findOperations(input);
    return explainRecorded(await recordedExchange(call, given), contract, keys);
  }
  return explainBytes(await givenBytes(input), contract, keys);
}

/** An id of the record, as the header Sampan-Exchange and the log have it; a file comes first. */
const isExchangeId = (given: string): boolean => /^[a-z0-9]{20}$/.test(given) && !existsSync(given);

/** What the argument names: standard input, a file, a code, an address, or an exchange. */
async function givenBytes(input: Input): Promise<Buffer> {
  const given = input.argument('EXCHANGE|FILE|-');
  if (given === '' || given === '-') {
    const source = input.stdin ?? standardInput();
    if (source === standardInput() && standardInput().isTTY && given === '')
      throw new UsageError('EXCHANGE|FILE|- is missing');
    return beginning(source);
  }
  if (existsSync(given)) {
    if (statSync(given).isDirectory()) throw new UsageError(`${given} is a folder`);
    return beginning(createReadStream(given));
  }
  if (isExplainedCode(given) || /^https?:\/\//i.test(given)) return Buffer.from(given);
  throw new UsageError(`${given} is no file, no exchange and no error code`);
}

/** More than a request may have is not read; its length is refused afterwards. */
const bytesMax = 2_000_000;

async function beginning(source: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > bytesMax) break;
  }
  return Buffer.concat(chunks);
}

/** An MD5 key, or an RSA key: of a private one its public half. */
async function givenKeys(input: Input): Promise<VerifyingKeys | undefined> {
  const file = input.option('key-file');
  const text = input.option('key') ?? (file === undefined ? undefined : await keyText(file));
  if (text === undefined) return undefined;
  const key = identifyKey(text);
  if (key.key) {
    return { publicKey: key.key.type === 'private' ? createPublicKey(key.key) : key.key };
  }
  if (text.trim() === '') throw new UsageError('the key is empty');
  return { md5Key: secret(text.trim()) };
}

async function keyText(file: string): Promise<string> {
  try {
    return (await beginning(createReadStream(file))).toString('utf8');
  } catch (cause) {
    throw new UsageError(`--key-file: ${file} cannot be read`, { cause });
  }
}
