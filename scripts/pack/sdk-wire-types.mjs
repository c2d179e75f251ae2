/**
 * The fields of requests, replies and notifications, written out: what the compiler computes from the
 * declarations, with the meaning of each field from the reference.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../install.mjs';
import { ts } from './compilers.mjs';

/** A file that is only in memory: it asks the compiler for the fields of every service. */
export async function wireFile(dist) {
  const [protocol, reference] = await Promise.all(
    ['index.js', 'reference/index.js'].map(
      (file) => import(pathToFileURL(join(root, 'packages/protocol/dist', file)).href),
    ),
  );
  const asked = protocol.services.flatMap(({ name }, index) => [
    `export type Request${index} = RequestFields<'${name}'>;`,
    `export type Reply${index} = ReplyFields<'${name}'>;`,
  ]);
  const text = [
    "import type { CallOptions, ReplyFields, RequestFields } from './call.ts';",
    "import type { NotificationFields } from './notification/verify.ts';",
    "import type { CallResult } from './result.ts';",
    "import type { NamedServices } from './named-services.ts';",
    "import type { Currency } from '@sampan/primitives';",
    "import type { ServiceName } from '@sampan/protocol';",
    ...asked,
    'export type Notification = NotificationFields;',
    'export type Methods = NamedServices;',
    'export interface Uses { a: CallOptions; b: CallResult<unknown>; c: Currency; d: ServiceName }',
  ].join('\n');
  return { path: join(dist, 'wire-fields.d.ts'), text, protocol, reference };
}

/** name → its text, for the declarations that are written out. */
export function wireFields(program, checker, { path, protocol, reference }) {
  const source = program.getSourceFile(path);
  const types = new Map(
    source.statements
      .filter(ts.isTypeAliasDeclaration)
      .map((statement) => [statement.name.text, checker.getTypeAtLocation(statement.type)]),
  );
  const fields = (type, entries) => fieldsText(checker, types.get(type), meaningsOf(entries));
  const meaningsOf = (entries) =>
    new Map(entries.map(({ name, meaning: [english] }) => [name, english.replace(/\.$/, '')]));
  const perService = reference
    .allServices()
    .map(
      ({ name, title: [title], purpose: [purpose], request, reply }, index) =>
        `    /** ${title}. ${purpose} */\n    readonly '${name}': {\n` +
        `        readonly request: ${fields(`Request${index}`, request)};\n` +
        `        readonly reply: ${fields(`Reply${index}`, reply)};\n    };\n`,
    );
  const methods = checker.getPropertiesOfType(types.get('Methods')).map(({ name }) => {
    const service = protocol[name].name;
    return `    readonly ${name}: ServiceMethod<'${service}'>;\n`;
  });
  const written = new Map([
    [
      'ServiceName',
      [
        'type ServiceName = keyof ServiceFields;',
        `interface ServiceFields {\n${perService.join('')}}`,
      ],
    ],
    [
      'RequestFields',
      [
        "/** The fields of a service's request, with the names and texts of the wire. */\ntype RequestFields<Name extends ServiceName> = ServiceFields[Name]['request'];",
      ],
    ],
    [
      'ReplyFields',
      [
        "/** The fields of its reply. A service that answers bare text has it in `text`. */\ntype ReplyFields<Name extends ServiceName> = ServiceFields[Name]['reply'];",
      ],
    ],
    [
      'NamedServices',
      [
        `/** One method per service: \`services.query({ partner_trans_id })\`. */\ntype NamedServices = {\n${methods.join('')}};`,
        'type ServiceMethod<Name extends ServiceName> = (fields: RequestFields<Name>, options?: CallOptions) => Promise<CallResult<ReplyFields<Name>>>;',
      ],
    ],
    [
      'NotificationFields',
      [
        `/** The fields of a notification as texts; those that the documents do not list are in \`extra\`. */\ntype NotificationFields = ${fields('Notification', reference.notificationEntries())};`,
      ],
    ],
  ]);
  const named = new Map(
    source.statements
      .filter(ts.isImportDeclaration)
      .flatMap(({ importClause }) => importClause.namedBindings.elements)
      .map(({ name }) => [name.text, checker.getSymbolAtLocation(name)]),
  );
  return {
    get: (name) => written.get(name),
    refersTo: (text) =>
      [...named]
        .filter(([name]) =>
          new RegExp(`(?<!['.])\\b${name}\\b(?!['])`).test(text.replace(/\/\*\*.*?\*\//gs, '')),
        )
        .map(([, symbol]) => symbol),
  };
}

function fieldsText(checker, type, meanings) {
  const lines = checker.getPropertiesOfType(type).map((property) => {
    const { name } = property;
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const text = checker.typeToString(
      checker.getTypeOfSymbol(property),
      undefined,
      ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType,
    );
    const meaning = meanings.get(name);
    return `${meaning ? `/** ${meaning} */ ` : ''}readonly ${name}${isOptional ? '?' : ''}: ${text};`;
  });
  return `{\n${lines.map((line) => `            ${line}\n`).join('')}        }`;
}
