/** The reference page of one service. */
import {
  exampleKey,
  type Language,
  type ServiceEntry,
  say,
  workedExample,
} from '../src/reference/index.ts';
import {
  block,
  code,
  errorTable,
  fieldTable,
  indented,
  linkTo,
  opening,
  placeOf,
} from './markdown.ts';
import { prose } from './prose.ts';
import { returnWords, words } from './words.ts';

export const pageOf = ({ short }: Pick<ServiceEntry, 'short'>): string => `services/${short}.md`;

export async function servicePage(service: ServiceEntry, language: Language): Promise<string> {
  const { name, title, purpose, notes, contracts, request, reply, errors } = service;
  const page = pageOf(service);
  const own = placeOf(page, language);
  const link = (to: string) => linkTo(own, placeOf(to, language));
  const contractNames = contracts.map((each) => say(words[each], language));
  const more = say(prose.gatewayErrors, language).replace('LINK', link('errors.md'));
  const colon = language === 'en' ? ': ' : '：';
  const between = language === 'en' ? ', ' : '、';
  return [
    ...opening(say(title, language), page, language),
    say(purpose, language),
    [
      `- ${say(words.service, language)}${colon}${code(name)}`,
      `- ${say(words.shortName, language)}${colon}${code(service.short)}`,
      `- ${say(words.contracts, language)}${colon}${contractNames.join(between)}`,
    ].join('\n'),
    ...notes.map((each) => say(each, language)),
    `## ${say(words.parameters, language)}`,
    `${say(words.commonParameters, language)}${colon}[${say(words.requests, language)}](${link('requests.md')})`,
    request.length === 0
      ? say(words.noParameters, language)
      : fieldTable(words.parameter, request, language, undefined, contracts),
    `## ${say(words.reply, language)}`,
    reply.length === 0
      ? say(words.plainReply, language)
      : fieldTable(words.field, reply, language, returnWords, contracts),
    `## ${say(words.errors, language)}`,
    more,
    errors.length === 0 ? say(prose.noErrors, language) : errorTable(errors, language),
    `## ${say(words.example, language)}`,
    ...(await exampleOf(service, language)),
  ]
    .join('\n\n')
    .concat('\n');
}

async function exampleOf(
  { name, reply }: ServiceEntry,
  language: Language,
): Promise<readonly string[]> {
  const worked = await workedExample(name);
  const { signingString, sign, query, body } = worked;
  const isXml = reply.length > 0;
  return [
    say(prose.exampleKey, language).replace('KEY', code(exampleKey)),
    `**${say(words.signingString, language)}**`,
    block('text', signingString),
    `**sign** = MD5(${say(words.signingString, language)} + key) = ${code(sign)}`,
    `**${say(words.request, language)}**`,
    block(
      'http',
      [
        `POST /gateway.do?${query} HTTP/1.1`,
        'Content-Type: application/x-www-form-urlencoded;charset=UTF-8',
        '',
        body,
      ].join('\n'),
    ),
    `**${say(words.reply, language)}**`,
    ...(isXml ? [say(prose.brokenLines, language)] : []),
    block(isXml ? 'xml' : 'text', isXml ? indented(worked.reply) : worked.reply),
  ];
}
