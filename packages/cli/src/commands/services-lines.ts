/** The reference of services as a terminal shows it. */
import {
  exampleKey,
  type FieldEntry,
  type Language,
  retries,
  type ServiceEntry,
  say,
  type Text,
  typeIn,
  type WorkedExample,
} from '@sampan/protocol/reference';
import type { Paint } from '../terminal.ts';
import { cutWide, padWide, widthOf, wrapWide } from '../wide-text.ts';

/** How lines are dressed. */
export interface Dress {
  readonly language: Language;
  readonly paint: Paint;
  /** Of the terminal. */
  readonly columns: number;
}

const words = {
  list: ['Services of the gateway', '支付網關的接口', '支付网关的接口'],
  more: [
    'sampan services NAME explains one, by either name.',
    'sampan services NAME 顯示單個接口，兩種名稱均可。',
    'sampan services NAME 显示单个接口，两种名称均可。',
  ],
  parameters: [
    'Parameters, besides service, partner, _input_charset, sign_type and sign',
    '請求參數（service、partner、_input_charset、sign_type、sign 除外）',
    '请求参数（service、partner、_input_charset、sign_type、sign 除外）',
  ],
  reply: ['Reply', '返回欄位', '返回字段'],
  errors: [
    'Error codes (and whether to send the request again)',
    '錯誤碼（及可否重發請求）',
    '错误码（及可否重发请求）',
  ],
  example: ['Example', '示例', '示例'],
  none: ['none', '無', '无'],
  plain: ['plain text; see the example', '純文字，見示例', '纯文本，见示例'],
  required: ['required', '必填', '必填'],
  always: ['always', '一定返回', '一定返回'],
  optional: ['optional', '選填', '选填'],
  sometimes: ['optional', '可能返回', '可能返回'],
  absent: ['–', '–', '–'],
  onlyHk: ['HK only', '只限香港', '仅香港'],
  onlyGlobal: ['global only', '只限全球', '仅全球'],
  eg: ['e.g. ', '例：', '例：'],
  also: ['also', '亦作', '也作'],
  signed: [
    'Signing string, on one line, followed by the test key',
    '待簽名字串（實際為一行），其後接測試密鑰',
    '待签名字符串（实际为一行），其后接测试密钥',
  ],
  replied: ['Reply, the signed part', '返回（簽名所涵蓋的部分）', '返回（签名所涵盖的部分）'],
  colon: [':', '：', '：'],
  sent: ['Request, on one line', '請求（實際為一行）', '请求（实际为一行）'],
} as const satisfies Record<string, Text>;

/** A line for each service: its short and its full name, and where there is room its title. */
export function listLines(
  services: readonly ServiceEntry[],
  { language, paint, columns }: Dress,
): readonly string[] {
  const shortWidth = Math.max(...services.map(({ short }) => short.length));
  const nameWidth = Math.max(...services.map(({ name }) => name.length));
  const rows = services.map(({ short, name, title }) => {
    const left = `  ${paint.bold(padWide(short, shortWidth))}  `;
    const text = say(title, language);
    const room = columns - shortWidth - nameWidth - 6;
    return room < widthOf(text) ? left + name : `${left}${padWide(name, nameWidth)}  ${text}`;
  });
  return [
    `${say(words.list, language)}${say(words.colon, language)}`,
    ...rows,
    '',
    say(words.more, language),
  ];
}

/** Everything about a service. */
export function serviceLines(
  service: ServiceEntry,
  example: WorkedExample,
  dress: Dress,
): readonly string[] {
  const { name, short, title, purpose, notes, contracts, request, reply } = service;
  const { language, paint, columns } = dress;
  const only = contracts.length > 1 ? [] : [say(words.onlyGlobal, language)];
  const about = [short, say(title, language), ...only].join(' · ');
  return [
    ...(widthOf(`${name}  ${about}`) > columns
      ? [paint.bold(name), about]
      : [`${paint.bold(name)}  ${about}`]),
    '',
    ...wrapWide(say(purpose, language), columns),
    ...notes.flatMap((each) => ['', ...wrapWide(say(each, language), columns)]),
    ...heading(words.parameters, dress),
    ...(request.length === 0
      ? [`  ${say(words.none, language)}`]
      : fieldLines(request, false, dress)),
    ...heading(words.reply, dress),
    ...(reply.length === 0 ? [`  ${say(words.plain, language)}`] : fieldLines(reply, true, dress)),
    ...heading(words.errors, dress),
    ...errorLines(service, dress),
    ...heading(words.example, dress),
    ...exampleLines(example, reply.length > 0, dress),
  ];
}

const heading = (text: Text, { language, paint }: Dress): readonly string[] => [
  '',
  paint.bold(say(text, language)),
];

const leftMax = 29;

/** Each field: its name, and beside it what it is, wrapped. Members are indented. */
function fieldLines(
  fields: readonly FieldEntry[],
  isReply: boolean,
  dress: Dress,
): readonly string[] {
  const rows = indentedNames(fields);
  const width = Math.min(leftMax, Math.max(...rows.map(({ name }) => name.length)));
  return rows.flatMap(({ name, field }) => {
    const right = fieldText(field, isReply, dress, dress.columns - width - 4);
    return beside(name, width, right, dress);
  });
}

interface NamedField {
  readonly name: string;
  readonly field: FieldEntry;
}

const indentedNames = (fields: readonly FieldEntry[], depth = 0): readonly NamedField[] =>
  fields.flatMap((field) => [
    { name: `${'  '.repeat(depth)}${depth > 0 ? '.' : ''}${field.name}`, field },
    ...indentedNames(field.members, depth + 1),
  ]);

function fieldText(
  field: FieldEntry,
  isReply: boolean,
  { language, paint }: Dress,
  width: number,
): readonly string[] {
  const facts = [presenceText(field, isReply, language), typeIn(field.type, language)];
  const aliases = field.aliases.map((each) => `${say(words.also, language)} ${each}`);
  const example = field.example === undefined ? [] : [`${say(words.eg, language)}${field.example}`];
  return [
    ...wrapWide([...facts, ...aliases].join(' · '), width).map(paint.dim),
    ...wrapWide(say(field.meaning, language), width),
    ...example.flatMap((each) => cutWide(each, width)).map(paint.dim),
  ];
}

function presenceText(
  { presence: { hk, global } }: FieldEntry,
  isReply: boolean,
  language: Language,
): string {
  const word = { required: isReply ? words.always : words.required, absent: words.absent };
  const textOf = (presence: typeof hk) =>
    say(
      presence === 'optional' ? (isReply ? words.sometimes : words.optional) : word[presence],
      language,
    );
  if (hk === global) return textOf(hk);
  if (hk === 'absent') return `${textOf(global)} · ${say(words.onlyGlobal, language)}`;
  if (global === 'absent') return `${textOf(hk)} · ${say(words.onlyHk, language)}`;
  return `HK ${textOf(hk)}, global ${textOf(global)}`;
}

/** Lines beside a name; a name that is too long has its own line. */
function beside(
  name: string,
  width: number,
  lines: readonly string[],
  { paint }: Dress,
): readonly string[] {
  const margin = ' '.repeat(width + 4);
  const [first = '', ...others] = lines;
  const below = others.map((line) => margin + line);
  if (name.length > width) return [`  ${paint.bold(name)}`, margin + first, ...below];
  return [`  ${paint.bold(name)}${' '.repeat(width - name.length + 2)}${first}`, ...below];
}

function errorLines({ errors }: ServiceEntry, { language, paint, columns }: Dress) {
  if (errors.length === 0) return [`  ${say(words.none, language)}`];
  return errors.flatMap(({ code, means, todo, retry }) => [
    `  ${paint.bold(code)}  ${paint.dim(`(${say(retries[retry], language)})`)}`,
    ...wrapWide(
      [means, todo].map((each) => say(each, language)).join(language === 'en' ? ' ' : ''),
      columns - 6,
    ).map((line) => `      ${line}`),
  ]);
}

function exampleLines(
  { signingString, sign, query, body, reply }: WorkedExample,
  isXml: boolean,
  { language, columns }: Dress,
): readonly string[] {
  const width = columns - 4;
  const shown = (lines: readonly string[]) => lines.map((line) => `    ${line}`.trimEnd());
  const colon = say(words.colon, language);
  const request = `POST /gateway.do?${query}`;
  return [
    `  ${say(words.signed, language)}${colon}`,
    ...shown(pieces(signingString, '&', width)),
    ...shown([`+ ${exampleKey}`]),
    `  sign = MD5: ${sign}`,
    `  ${say(words.sent, language)}${colon}`,
    ...shown([request, '', ...pieces(body, '&', width)]),
    `  ${say(isXml ? words.replied : words.reply, language)}${colon}`,
    ...shown(isXml ? pieces(signedPart(reply), '<', width) : reply.trimEnd().split('\n')),
  ];
}

/** What the signature of a reply covers, and the signature. */
const signedPart = (reply: string): string =>
  reply.slice(reply.indexOf('<response>')).replace(/<\/alipay>$/, '');

/** A text in lines that break before a mark; a piece that is too long is cut. */
function pieces(text: string, mark: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of text.split(new RegExp(`(?=${mark}(?!/))`))) {
    const longer = `${lines.at(-1) ?? ''}${piece}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(...cutWide(piece, width));
  }
  return lines;
}
