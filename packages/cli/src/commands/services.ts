import {
  allServices,
  type FieldEntry,
  type Language,
  languages,
  type ServiceEntry,
  say,
  typeIn,
  workedExample,
} from '@sampan/protocol/reference';
import { type Input, UsageError } from '../command.ts';
import { findService, nearestService } from '../find-service.ts';
import { choice, print } from '../output.ts';
import { columnsOf, paintFor, terminalKind } from '../terminal.ts';
import { type Dress, listLines, serviceLines } from './services-lines.ts';

/** Needs no server: prints what the protocol declares. */
export async function run(input: Input): Promise<undefined> {
  const language = choice(input, 'language', languages) ?? 'en';
  const paint = paintFor(terminalKind(input.stdout, input.environment) === 'colours');
  const dress: Dress = { language, paint, columns: columnsOf(input.stdout) };
  const services = allServices();
  const named = input.argument('NAME');
  if (named === '') {
    print(input, { services: services.map((each) => serviceSummary(each, language)) }, () =>
      listLines(services, dress),
    );
    return;
  }
  const service = knownService(named, services);
  const example = await workedExample(service.name);
  print(input, { ...serviceView(service, language), example }, () =>
    serviceLines(service, example, dress),
  );
}

/** The service that the user named, or what was probably meant. */
export function knownService(named: string, services: readonly ServiceEntry[]): ServiceEntry {
  const service = findService(named, services);
  if (service) return service;
  const close = nearestService(named, services);
  const hint = close === undefined ? '; sampan services lists all' : `; did you mean "${close}"?`;
  throw new UsageError(`There is no service "${named}"${hint}`);
}

export const serviceSummary = (
  { name, short, title, purpose, contracts }: ServiceEntry,
  language: Language,
) => ({
  name,
  short,
  title: say(title, language),
  purpose: say(purpose, language),
  contracts,
});

export const serviceView = (service: ServiceEntry, language: Language) => ({
  ...serviceSummary(service, language),
  notes: service.notes.map((each) => say(each, language)),
  parameters: service.request.map((each) => fieldView(each, language)),
  reply: service.reply.map((each) => fieldView(each, language)),
  errors: service.errors.map(({ code, class: outcome, means, todo, retry }) => ({
    code,
    class: outcome,
    means: say(means, language),
    todo: say(todo, language),
    retry,
  })),
});

interface FieldView {
  readonly name: string;
  readonly type: string;
  readonly presence: FieldEntry['presence'];
  readonly meaning: string;
  readonly example: string | undefined;
  readonly aliases: readonly string[];
  readonly members: readonly FieldView[];
}

const fieldView = (field: FieldEntry, language: Language): FieldView => ({
  ...field,
  type: typeIn(field.type, language),
  meaning: say(field.meaning, language),
  members: field.members.map((each) => fieldView(each, language)),
});
