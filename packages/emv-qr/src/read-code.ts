import { crc16 } from './crc.ts';
import {
  type Account,
  charactersMax,
  type EmvCode,
  isCardId,
  isMoreId,
  isSchemeId,
  rules,
} from './emv-code.ts';
import { ok, problem, type Result } from './problem.ts';
import { type PlacedObject, readObjects } from './tlv.ts';

/** The beginning of every such code: its version. */
const beginning = '000201';

/** Whether a text claims to be such a code, valid or not. */
export const isEmvText = (text: string): boolean => text.startsWith(beginning);

/**
 * Reads a code. Never throws: whatever the text, the answer is a code, or what is wrong and where.
 * ```ts
 * const read = readEmvCode(text);
 * if (read.ok) show(read.value.name, read.value.amount);
 * else log(read.problem.message); // 26.01, at character 30: the code ends before its 12 characters
 * ```
 */
export function readEmvCode(text: string): Result<EmvCode> {
  if (!isEmvText(text)) return problem('not-emv', '00', 0, 'a code begins with 000201');
  const characters = [...text];
  if (characters.length > charactersMax) {
    return problem('too-long', '63', charactersMax, `more than ${charactersMax} characters`);
  }
  const read = readObjects(characters);
  if (!read.ok) return read;
  const last = read.value.at(-1);
  if (last?.id !== '63')
    return problem('missing', '63', characters.length, 'the checksum is not last');
  if (crc16(text.slice(0, -4)) !== last.value) {
    return problem('checksum', '63', last.at, 'the code is damaged, or was changed');
  }
  return codeOf(read.value);
}

class Objects {
  readonly #byId: ReadonlyMap<string, PlacedObject>;
  readonly #end: number;
  readonly #prefix: string;

  constructor(objects: readonly PlacedObject[], end: number, prefix = '') {
    this.#byId = new Map(objects.map((object) => [object.id, object]));
    this.#end = end;
    this.#prefix = prefix;
  }

  text(id: string): string | undefined {
    return this.#byId.get(id)?.value;
  }

  /** The first of the ids that is missing or has a wrong form. */
  wrong(
    needed: readonly string[],
    others: readonly string[],
  ): ReturnType<typeof problem> | undefined {
    for (const id of [...needed, ...others]) {
      const field = `${this.#prefix}${id}`;
      const object = this.#byId.get(id);
      if (!object) {
        if (needed.includes(id)) return problem('missing', field, this.#end, 'it must be there');
        continue;
      }
      const rule = rules[isSchemeId(this.#prefix.slice(0, 2)) ? `26.${id}` : field];
      if (rule && !rule.form.test(object.value))
        return problem('value', field, object.at, rule.means);
    }
    return undefined;
  }
}

function codeOf(objects: readonly PlacedObject[]): Result<EmvCode> {
  const end = objects.at(-1)?.at ?? 0;
  const all = new Objects(objects, end);
  const fault = all.wrong(['52', '53', '58', '59', '60'], ['01', '54', '55', '56', '57', '61']);
  if (fault) return fault;
  const accounts = accountsOf(objects, end);
  if (!accounts.ok) return accounts;
  const tip = tipOf(all, end);
  if (!tip.ok) return tip;
  const additional = templateOf(objects, '62');
  if (!additional.ok) return additional;
  const language = languageOf(objects);
  if (!language.ok) return language;
  const more = objects.filter(({ id }) => isMoreId(id)).map(bare);
  const [uses, amount, postalCode] = [all.text('01'), all.text('54'), all.text('61')];
  return ok({
    ...(uses !== undefined && { uses: uses === '11' ? 'many' : 'once' }),
    accounts: accounts.value,
    category: all.text('52') ?? '',
    currency: all.text('53') ?? '',
    ...(amount !== undefined && { amount }),
    ...(tip.value && { tip: tip.value }),
    country: all.text('58') ?? '',
    name: all.text('59') ?? '',
    city: all.text('60') ?? '',
    ...(postalCode !== undefined && { postalCode }),
    ...(additional.value && { additional: additional.value.map(bare) }),
    ...(language.value && { otherLanguage: language.value }),
    ...(more.length > 0 && { more }),
  });
}

const bare = ({ id, value }: PlacedObject) => ({ id, value });

function accountsOf(objects: readonly PlacedObject[], end: number): Result<readonly Account[]> {
  const accounts: Account[] = [];
  for (const object of objects) {
    if (isCardId(object.id)) accounts.push(bare(object));
    if (!isSchemeId(object.id)) continue;
    const inner = innerOf(object);
    if (!inner.ok) return inner;
    const prefix = `${object.id}.`;
    const fault = new Objects(inner.value, object.at, prefix).wrong(['00'], []);
    if (fault) return fault;
    const [first, ...rest] = inner.value;
    if (first?.id !== '00') return problem('value', `${prefix}00`, object.at, 'it must be first');
    accounts.push({ id: object.id, guid: first.value, fields: rest.map(bare) });
  }
  return accounts.length > 0 ? ok(accounts) : problem('missing', '02', end, 'an account, 02 to 51');
}

const innerOf = ({ id, value, at }: PlacedObject) =>
  readObjects([...value], { prefix: `${id}.`, at });

function templateOf(
  objects: readonly PlacedObject[],
  wanted: string,
): Result<readonly PlacedObject[] | undefined> {
  const object = objects.find(({ id }) => id === wanted);
  return object ? innerOf(object) : ok(undefined);
}

function tipOf(all: Objects, end: number): Result<EmvCode['tip']> {
  const kind = all.text('55');
  const [fixed, percent] = [all.text('56'), all.text('57')];
  if ((fixed !== undefined) !== (kind === '02'))
    return problem('value', '56', end, 'it goes with 02 in 55');
  if ((percent !== undefined) !== (kind === '03'))
    return problem('value', '57', end, 'it goes with 03 in 55');
  if (fixed !== undefined) return ok({ fixed });
  if (percent !== undefined) return ok({ percent });
  return ok(kind === undefined ? undefined : 'ask');
}

function languageOf(objects: readonly PlacedObject[]): Result<EmvCode['otherLanguage']> {
  const read = templateOf(objects, '64');
  if (!read.ok) return read;
  if (!read.value) return ok(undefined);
  const at = objects.find(({ id }) => id === '64')?.at ?? 0;
  const inner = new Objects(read.value, at, '64.');
  const fault = inner.wrong(['00', '01'], ['02']);
  if (fault) return fault;
  const city = inner.text('02');
  return ok({
    language: inner.text('00') ?? '',
    name: inner.text('01') ?? '',
    ...(city !== undefined && { city }),
  });
}
