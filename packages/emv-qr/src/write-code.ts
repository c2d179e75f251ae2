import { crc16 } from './crc.ts';
import {
  type Account,
  charactersMax,
  type EmvCode,
  isCardId,
  isMoreId,
  isSchemeAccount,
  isSchemeId,
} from './emv-code.ts';
import { ok, problem, type Result } from './problem.ts';
import { readEmvCode } from './read-code.ts';
import { type DataObject, writeObjects } from './tlv.ts';

/**
 * Writes a code with its checksum; what could not be read again is a problem instead.
 * ```ts
 * writeEmvCode({
 *   uses: 'many',
 *   accounts: [{ id: '26', guid: 'hk.com.hkicl', fields: [{ id: '02', value: '1234567' }] }],
 *   category: '5812', currency: '344', country: 'HK', name: 'Harbour Coffee', city: 'Hong Kong',
 * });
 * ```
 */
export function writeEmvCode(code: EmvCode): Result<string> {
  const misplaced = misplacedIn(code);
  if (misplaced) return problem('value', misplaced, 0, 'an id that belongs elsewhere');
  const accounts = writtenAccounts(code.accounts);
  if (!accounts.ok) return accounts;
  const additional = writeObjects(code.additional ?? [], '62.');
  if (!additional.ok) return additional;
  const language = writeObjects(languageObjects(code.otherLanguage), '64.');
  if (!language.ok) return language;
  const { uses, tip } = code;
  const written = writeObjects([
    { id: '00', value: '01' },
    { id: '01', value: uses === undefined ? '' : uses === 'many' ? '11' : '12' },
    ...accounts.value,
    { id: '52', value: code.category },
    { id: '53', value: code.currency },
    { id: '54', value: code.amount ?? '' },
    ...tipObjects(tip),
    { id: '58', value: code.country },
    { id: '59', value: code.name },
    { id: '60', value: code.city },
    { id: '61', value: code.postalCode ?? '' },
    { id: '62', value: additional.value },
    { id: '64', value: language.value },
    ...(code.more ?? []),
  ]);
  if (!written.ok) return written;
  const unsealed = `${written.value}6304`;
  const text = `${unsealed}${crc16(unsealed)}`;
  const { length } = [...text];
  if (length > charactersMax) {
    return problem(
      'too-long',
      '63',
      charactersMax,
      `${length} characters, at most ${charactersMax}`,
    );
  }
  // The reader has all the rules.
  const read = readEmvCode(text);
  return read.ok ? ok(text) : read;
}

function misplacedIn({ accounts, more = [] }: EmvCode): string | undefined {
  const wrong = accounts.find((account) =>
    isSchemeAccount(account) ? !isSchemeId(account.id) : !isCardId(account.id),
  );
  return (wrong ?? more.find(({ id }) => !isMoreId(id)))?.id;
}

function writtenAccounts(accounts: readonly Account[]): Result<readonly DataObject[]> {
  const objects: DataObject[] = [];
  for (const account of accounts) {
    if (!isSchemeAccount(account)) {
      objects.push(account);
      continue;
    }
    const { id, guid, fields } = account;
    const written = writeObjects([{ id: '00', value: guid }, ...fields], `${id}.`);
    if (!written.ok) return written;
    objects.push({ id, value: written.value });
  }
  return ok(objects);
}

function tipObjects(tip: EmvCode['tip']): readonly DataObject[] {
  if (tip === undefined) return [];
  if (tip === 'ask') return [{ id: '55', value: '01' }];
  return 'fixed' in tip
    ? [
        { id: '55', value: '02' },
        { id: '56', value: tip.fixed },
      ]
    : [
        { id: '55', value: '03' },
        { id: '57', value: tip.percent },
      ];
}

function languageObjects(other: EmvCode['otherLanguage']): readonly DataObject[] {
  if (!other) return [];
  const { language, name, city = '' } = other;
  return [
    { id: '00', value: language },
    { id: '01', value: name },
    { id: '02', value: city },
  ];
}
