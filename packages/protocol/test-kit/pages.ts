/** The generated pages of docs/reference that describe the wire. */
import {
  allErrors,
  allServices,
  commonEntries,
  envelopeEntries,
  type FileEntryPage,
  type IndexedError,
  type Language,
  languages,
  notificationEntries,
  rateColumns,
  rateFileExample,
  retries,
  say,
  serviceEntry,
  settlementFile,
  type Text,
  transactionFile,
  typeIn,
  workedNotification,
} from '../src/reference/index.ts';
import { block, code, fieldTable, linkTo, opening, placeOf, table } from './markdown.ts';
import { gaps, prose, verifySteps } from './prose.ts';
import { pageOf, servicePage } from './service-page.ts';
import { outcomeWords, returnWords, words } from './words.ts';

/** Every page by its path below docs/reference. */
export async function wirePages(): Promise<Readonly<Record<string, string>>> {
  const pages: Record<string, string> = {};
  for (const language of languages) {
    const add = (page: string, text: string) => {
      pages[placeOf(page, language)] = text;
    };
    add('README.md', indexPage(language));
    add('requests.md', requestsPage(language));
    add('notifications.md', await notificationsPage(language));
    add('files.md', filesPage(language));
    add('errors.md', errorsPage(language));
    for (const service of allServices()) add(pageOf(service), await servicePage(service, language));
  }
  return pages;
}

const joined = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`;

function indexPage(language: Language): string {
  const own = placeOf('README.md', language);
  const toRoot = (page: string) => linkTo(own, page);
  const rows = allServices().map((service) => [
    `[${code(service.name)}](${pageOf(service)})`,
    say(service.title, language),
    say(service.purpose, language),
  ]);
  const heads = [words.service, words.name, words.purpose].map((each) => say(each, language));
  return joined([
    ...opening(say(words.reference, language), 'README.md', language),
    say(prose.index, language),
    say(prose.contracts, language),
    ['requests', 'notifications', 'files', 'errors']
      .map((page) => `- [${say(headOf(page), language)}](${page}.md)`)
      .join('\n'),
    `## ${say(words.services, language)}`,
    table(heads, rows),
    `## ${say(words.otherApis, language)}`,
    say(prose.apis, language),
    [
      `- [Operations API](${toRoot('operations-api.md')})`,
      `- [Partner API](${toRoot('partner-api.md')})`,
      `- [Buyer API](${toRoot('buyer-api.md')})`,
      `- [Scenarios](${toRoot('scenarios.md')})`,
    ].join('\n'),
  ]);
}

const headOf = (page: string): Text => {
  if (page === 'requests') return words.requests;
  if (page === 'notifications') return words.notifications;
  return page === 'files' ? words.files : words.errors;
};

const requestsPage = (language: Language): string =>
  joined([
    ...opening(say(words.requests, language), 'requests.md', language),
    say(prose.requests, language),
    `## ${say(words.commonParameters, language)}`,
    fieldTable(words.parameter, commonEntries(), language),
    `## ${say(words.signing, language)}`,
    say(prose.signing, language),
    `## ${say(words.envelope, language)}`,
    fieldTable(words.element, envelopeEntries(), language, returnWords),
    say(prose.envelope, language),
  ]);

async function notificationsPage(language: Language): Promise<string> {
  const worked = await workedNotification();
  return joined([
    ...opening(say(words.notifications, language), 'notifications.md', language),
    say(prose.notifications, language),
    `## ${say(words.fields, language)}`,
    fieldTable(words.field, notificationEntries(), language, returnWords),
    `## ${say(words.verify, language)}`,
    verifySteps.map((step, index) => `${index + 1}. ${say(step, language)}`).join('\n'),
    `## ${say(words.answer, language)}`,
    say(prose.answer, language),
    `## ${say(words.schedule, language)}`,
    say(prose.schedule, language),
    table(
      [say(words.delivery, language), say(words.after, language)],
      gaps.map((gap, index) => [String(index + 1), say(gap, language)]),
    ),
    `## ${say(words.example, language)}`,
    block('http', `POST /notify HTTP/1.1\nContent-Type: ${worked.contentType}\n\n${worked.body}`),
    `**${say(words.signingString, language)}**`,
    block('text', worked.signingString),
  ]);
}

function filesPage(language: Language): string {
  const rateLink = linkTo('files.md', pageOf(serviceEntry('forex_rate_file')));
  return joined([
    ...opening(say(words.files, language), 'files.md', language),
    say(prose.files, language),
    `## ${say(words.transactionFile, language)}`,
    say(prose.transactionFile, language),
    ...fileParts(transactionFile(), language),
    `## ${say(words.settlementFile, language)}`,
    say(prose.settlementFile, language),
    ...fileParts(settlementFile(), language),
    `## ${say(words.rateFile, language)}`,
    say(prose.rateFile, language).replace('LINK', rateLink),
    table(
      [words.column, words.type, words.meaning].map((each) => say(each, language)),
      rateColumns.map(({ name, type, meaning }) => [
        name,
        typeIn(type, language),
        say(meaning, language),
      ]),
    ),
    block('text', rateFileExample()),
  ]);
}

function fileParts({ columns, example }: FileEntryPage, language: Language): readonly string[] {
  const heads = [words.column, words.hk, words.global, words.type, words.meaning];
  const rows = columns.map(({ name, type, meaning, position }) => [
    code(name),
    String(position.hk ?? '–'),
    String(position.global ?? '–'),
    type,
    say(meaning, language),
  ]);
  const exampleOf = (contract: Text) =>
    language === 'en'
      ? `**${say(words.example, language)}, ${say(contract, language)}**`
      : `**${say(words.example, language)}（${say(contract, language)}）**`;
  return [
    table(
      heads.map((each) => say(each, language)),
      rows,
    ),
    exampleOf(words.hk),
    block('text', example.hk),
    exampleOf(words.global),
    block('text', example.global),
  ];
}

function errorsPage(language: Language): string {
  const heads = [words.code, words.meaning, words.outcome, words.todo, words.retry];
  return joined([
    ...opening(say(words.errors, language), 'errors.md', language),
    say(prose.errors, language),
    table(
      [...heads, words.level].map((each) => say(each, language)),
      allErrors().map((error) => [
        code(error.code),
        say(error.means, language),
        say(outcomeWords[error.class], language),
        say(error.todo, language),
        say(retries[error.retry], language),
        listedFor(error, language),
      ]),
    ),
  ]);
}

/** The gateway, and the pages of the services that list the code. */
function listedFor({ gateway, services }: IndexedError, language: Language): string {
  const places = services.map((name) => {
    const service = serviceEntry(name);
    return `[${service.short}](${pageOf(service)})`;
  });
  return [...(gateway ? [say(words.gateway, language)] : []), ...places].join(', ') || '–';
}
