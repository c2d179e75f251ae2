/** The reference as data: every table with its texts in all languages. */
import type { Contract, Field, Fields, Presence } from '../fields.ts';
import { presenceIn } from '../fields.ts';
import { notificationFields } from '../notification-fields.ts';
import { type ServiceName, serviceOf, services } from '../services/index.ts';
import { commonParameters, replyEnvelope } from './common-fields.ts';
import { type ErrorEntry, errorEntry } from './errors.ts';
import type { Text } from './text.ts';
import { memberTextsOf } from './texts/members.ts';
import { commonParameterTexts, notificationTexts, replyEnvelopeTexts } from './texts/messages.ts';
import { serviceTexts, shortNames } from './texts/services.ts';

/** One field of a message. */
export interface FieldEntry {
  readonly name: string;
  readonly type: string;
  readonly presence: Readonly<Record<Contract, Presence>>;
  readonly meaning: Text;
  readonly example: string | undefined;
  /** Other names under which it is read. */
  readonly aliases: readonly string[];
  /** Members of a JSON object, or of each entry of a list. */
  readonly members: readonly FieldEntry[];
}

export interface ServiceEntry {
  readonly name: ServiceName;
  /** In kebab case; in camel case it is the SDK's method. */
  readonly short: string;
  readonly title: Text;
  readonly purpose: Text;
  readonly notes: readonly Text[];
  readonly contracts: readonly Contract[];
  readonly request: readonly FieldEntry[];
  readonly reply: readonly FieldEntry[];
  readonly errors: readonly ErrorEntry[];
}

/** Fields with their texts; a table without texts is an error, which a test would find. */
function fieldEntries(
  fields: Fields,
  texts: Readonly<Record<string, Text>>,
): readonly FieldEntry[] {
  return Object.entries<Field>(fields).map(([name, field]) => {
    const { is, example, aliases = [] } = field;
    const meaning = texts[name];
    if (!meaning) throw new Error(`the reference has no text for ${name}`);
    const presence = { hk: presenceIn(field, 'hk'), global: presenceIn(field, 'global') };
    const members = is.members ? fieldEntries(is.members, memberTextsOf(is.members) ?? {}) : [];
    return { name, type: is.type, presence, meaning, example, aliases, members };
  });
}

/** What the reference says about a service. */
export function serviceEntry(name: ServiceName): ServiceEntry {
  const { requestFields, replyFields, errors } = serviceOf(name);
  const {
    title,
    purpose,
    notes = [],
    contracts = bothContracts,
    request,
    reply,
  } = serviceTexts[name];
  return {
    name,
    short: shortNames[name],
    title,
    purpose,
    notes,
    contracts,
    request: fieldEntries(requestFields, request),
    reply: fieldEntries(replyFields, reply),
    errors: errors.map((code) => errorEntry(code, name)),
  };
}

const bothContracts: readonly Contract[] = ['hk', 'global'];

/** Every service, in reference order. */
export const allServices = (): readonly ServiceEntry[] =>
  services.map(({ name }) => serviceEntry(name));

/** The parameters of every request. */
export const commonEntries = (): readonly FieldEntry[] =>
  fieldEntries(commonParameters, commonParameterTexts);

/** The elements of every XML reply. */
export const envelopeEntries = (): readonly FieldEntry[] =>
  fieldEntries(replyEnvelope, replyEnvelopeTexts);

export const notificationEntries = (): readonly FieldEntry[] =>
  fieldEntries(notificationFields, notificationTexts);
