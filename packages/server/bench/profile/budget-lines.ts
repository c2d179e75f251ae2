/**
 * Which line of the budget a function belongs to. A sample counts for the innermost function that is named
 * here; helpers, the driver and Node's own functions count for the one that called them. The first line that
 * fits a function has it. When code moves, this table moves with it: what is in no line shows up in `other`.
 */
export interface BudgetLine {
  readonly line: string;
  readonly means: string;
  /** Files by their end, with the functions in them; without functions all of them. */
  readonly frames: Frames;
  /** Counted here only when no caller has a line. */
  readonly otherwise?: Frames;
}

type Frames = readonly (readonly [file: RegExp, functions?: RegExp])[];

export const budgetLines: readonly BudgetLine[] = [
  {
    line: 'canonical string',
    means: 'parameters in order, joined; for both signatures',
    frames: [[/protocol\/dist\/canonical\.js$/]],
  },
  {
    line: 'verify',
    means: "the request's signature",
    frames: [
      [/protocol\/dist\/verify-request\.js$/],
      [/protocol\/dist\/signature\.js$/, /^(?:verify|sameText|base64Bytes)/],
      [/gateway\/partner-keys\.js$/],
    ],
  },
  {
    line: 'sign',
    means: "the reply's signature",
    frames: [
      [/protocol\/dist\/signature\.js$/, /^sign$/],
      [/protocol\/dist\/sign-parameters\.js$/],
    ],
  },
  {
    line: 'parse',
    means: 'body, form and charset to parameters',
    frames: [
      [/protocol\/dist\/(?:request|form|multipart)\.js$/],
      [/protocol\/dist\/charset\.js$/, /^(?:decode|parse)/],
      [/gateway\/read-body\.http\.js$/],
    ],
  },
  {
    line: 'render',
    means: 'fields and echo to the bytes of the envelope',
    frames: [
      [/protocol\/dist\/(?:envelope|xml|xml-element)\.js$/],
      [/protocol\/dist\/charset\.js$/],
      [/gateway\/gateway\.js$/, /^rendered$/],
    ],
  },
  {
    line: 'admit',
    means: "service, partner, fields, and the gateway's own steps",
    frames: [
      [/protocol\/dist\/(?:message|fields|service)\.js$/],
      [/protocol\/dist\/(?:kinds|services)\//],
      [/partner\/directory\.js$/],
      [/server\/dist\/gateway\/(?!routes\.http)/],
    ],
  },
  {
    line: 'load',
    means: "reading PostgreSQL's answers: messages to rows",
    frames: [
      [/pg-protocol\/dist\/(?:parser|buffer-reader|messages)\.js$/],
      [/pg\/lib\/result\.js$/],
      [/pg-types\//],
      [/database\/wire\/message-reader\.js$/],
      [/database\/wire\/codec\.js$/, /^read/],
      [/database\/wire\/wire-session\.js$/, /^#?(?:on|answer|settle)/],
      [/pg\/lib\/(?:client|connection|query)\.js$/, /^_?handle|^Query\.handle|^(?:.*\.)?_?handle/],
      [/\.postgres\.js$|database\/table\.js$/, /^decode/],
    ],
  },
  {
    line: 'encode',
    means: 'parameters of all statements of a round trip, load and store, to messages',
    frames: [
      [/database\/wire\/(?:codec|message-writer|statement-messages)\.js$/],
      [/database\/wire\/wire-session\.js$/, /^#?(?:writeRuns|prepare)/],
    ],
  },
  {
    line: 'encode load',
    means: 'keys and statements that read and lock the rows of a batch',
    frames: [[/\.postgres\.js$/, /^(?:load|read|follow)/], [/acquiring\/needs\.js$/]],
  },
  {
    line: 'encode store',
    means: 'changed rows to columns, parameters and statements',
    frames: [
      [/\.postgres\.js$/, /^(?:store|insert|update|refute|rowOf|write)/],
      [/database\/table\.js$/],
    ],
  },
  {
    line: 'decide',
    means: 'refusals, the trade, its money and entry',
    frames: [
      [/server\/dist\/(?:acquiring|ledger|wallet|partner|fx|calendar)\/(?!.*\.postgres\.js$)/],
      [/primitives\/dist\/(?:money|rate|currency)\.js$/],
      [/database\/row-set\.js$/],
    ],
  },
  {
    line: 'commit',
    means: 'the lane: begin, commit, the callers of a batch',
    frames: [[/database\/(?:lane|pipeline|transaction\.postgres)\.js$/]],
  },
  {
    line: 'store',
    means: 'what a batch has encoded, to the socket of the database',
    frames: [
      [/database\/connection\.postgres\.js$/, /^(?:gather)?$/],
      [/database\/wire\/wire-session\.js$/, /^#?(?:flush|send|sync)/],
    ],
    otherwise: [[/server\/dist\/database\//], [/node_modules\/(?:pg|pg-protocol)\//]],
  },
  {
    line: 'write',
    means: 'the head of the reply, and its bytes to the socket',
    frames: [[/gateway\/routes\.http\.js$/], [/^node:_http_outgoing$/]],
  },
  {
    line: 'HTTP',
    means: "Node's requests and responses, and the framework before the gateway takes over",
    frames: [
      [/^node:_http_(?:server|incoming|common)$/],
      [/node_modules\/(?:fastify|find-my-way|avvio|@fastify)\//],
    ],
  },
];

/** What V8 names instead of a function. */
export const engineLines: Readonly<Record<string, BudgetLine>> = {
  '(garbage collector)': {
    line: 'garbage collection',
    means: 'on the main thread',
    frames: [],
  },
  '(program)': {
    line: 'Node and kernel',
    means: 'outside JavaScript: the event loop, system calls',
    frames: [],
  },
};

/** The line of a function itself. */
export const lineOf = (file: string, name: string): string | undefined =>
  budgetLines.find(({ frames }) => isIn(frames, file, name))?.line;

/** The line of a function whose callers have none. */
export const lineOtherwise = (file: string, name: string): string | undefined =>
  budgetLines.find(({ otherwise }) => otherwise && isIn(otherwise, file, name))?.line;

/** A server that is not built runs its sources; the table names what is built. */
const built = (file: string): string =>
  file.replace(/(\/packages\/[\w-]+\/)src\//, '$1dist/').replace(/\.ts$/, '.js');

const isIn = (frames: Frames, file: string, name: string): boolean =>
  frames.some(([files, functions]) => files.test(built(file)) && (functions?.test(name) ?? true));
