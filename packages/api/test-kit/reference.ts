/** The reference page of an API, as Markdown, made from its declarations. */
import type { TSchema } from '@sinclair/typebox';
import type { Api, Route, StreamRoute } from '../src/index.ts';

export interface Page {
  readonly title: string;
  readonly opening: string;
}

/** The page's text; `npm run reference` writes it, and a test compares it with what is committed. */
export function referencePage({ title, opening }: Page, api: Api): string {
  const routes = Object.entries(api).map(([name, route]) => routeText(name, route));
  const note = '<!-- Made by `npm run reference` from packages/api; do not edit. -->';
  return [`# ${title}`, note, opening, ...routes].join('\n\n').concat('\n');
}

function routeText(name: string, route: Route) {
  const { summary, params, query, body, reply, stream, status, errors } = route;
  const refusals = Object.entries(errors ?? {}).map(
    ([code, each]) => `\`${code}\` (${[each].flat().join(' or ')})`,
  );
  return [
    `## ${name}`,
    summary,
    ...section('In the path', params),
    ...section('Query', query),
    ...section('Body', body),
    ...section(status === undefined ? 'Answer' : `Answer (${status})`, reply, true),
    ...(stream ? streamText(stream) : []),
    ...(refusals.length === 0 ? [] : [`**Refused with** ${refusals.join(', ')}.`]),
  ].join('\n\n');
}

function streamText({ type, description, events = {} }: StreamRoute['stream']): readonly string[] {
  const kinds = Object.entries(events).map(([kind, data]) => ({ kind, data }));
  return [
    `**Answer**: \`${type}\`. ${description}`,
    ...[...new Set(kinds.map(({ data }) => data))].flatMap((data) => {
      const names = kinds.filter((each) => each.data === data).map(({ kind }) => `\`${kind}\``);
      const says = data.description === undefined ? '' : ` ${data.description}`;
      const heading = names.length === 1 ? 'Event' : 'Events';
      const rows = table(rowsOf(data, '', true));
      return [`**${heading}** ${names.join(', ')}${says && `:${says}`}`, ...rows];
    }),
  ];
}

function section(
  heading: string,
  schema: TSchema | undefined,
  isAnswer = false,
): readonly string[] {
  if (!schema) return [];
  const variants: readonly TSchema[] = schema['anyOf'] ?? [schema];
  return variants.flatMap((variant, index) => {
    const rows = rowsOf(variant, '', isAnswer);
    const which = index === 0 ? heading : `${heading}, or`;
    const { description = 'an empty object.' } = variant;
    return rows.length === 0 ? [`**${which}**: ${description}`] : [`**${which}**`, ...table(rows)];
  });
}

function table(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => `| ${row.map(inCell).join(' | ')} |`);
  return [['| field | | type | |', '| --- | --- | --- | --- |', ...lines].join('\n')];
}

type Row = readonly [field: string, presence: string, type: string, says: string];

function rowsOf(schema: TSchema, prefix: string, isAnswer: boolean): readonly Row[] {
  const variants: readonly TSchema[] = schema['anyOf'] ?? [];
  const forms = variants.map((each) => rowsOf(each, prefix, isAnswer)).filter(hasRows);
  if (forms.length === 1) return forms.flat();
  // A field of one form is not in the others.
  if (forms.length > 1) return forms.flat().map(([field, , ...rest]) => [field, '', ...rest]);
  const properties: Readonly<Record<string, TSchema>> = schema['properties'] ?? {};
  const required: readonly string[] = schema['required'] ?? [];
  return Object.entries(properties).flatMap(([name, member]) => {
    const field = `${prefix}${name}`;
    const presence = required.includes(name) ? 'always' : '';
    const own: Row = [`\`${field}\``, presence, typeOf(member), saysOf(member, isAnswer)];
    const inner: TSchema | undefined = member['items'];
    return [
      own,
      ...rowsOf(member, `${field}.`, isAnswer),
      ...(inner ? rowsOf(inner, `${field}[].`, isAnswer) : []),
    ];
  });
}

const hasRows = (rows: readonly Row[]): boolean => rows.length > 0;

function typeOf(schema: TSchema): string {
  if ('const' in schema) return `\`${schema['const']}\``;
  const variants: readonly TSchema[] | undefined = schema['anyOf'];
  if (variants) return [...new Set(variants.map(typeOf))].join(' or ');
  if (schema['type'] === 'array') return `list of ${typeOf(schema['items'])}`;
  return String(schema['type']);
}

/** Of a request what a field must be, of an answer what it is. */
function saysOf(schema: TSchema, isAnswer: boolean): string {
  const { description = '', expected = '', default: usual } = schema;
  const [example]: readonly unknown[] = schema['examples'] ?? [];
  const isChoice = 'anyOf' in schema || 'const' in schema;
  const says = isAnswer || isChoice || expected === '' ? description : `${expected}.`;
  const shown =
    example === undefined || says.includes(String(example)) ? '' : `E.g. \`${example}\`.`;
  return [says, shown, usual === undefined ? '' : `Default ${usual}.`].filter(Boolean).join(' ');
}

const inCell = (text: string): string => text.replaceAll('|', '\\|');
