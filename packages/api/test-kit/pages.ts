/** The generated pages of docs/reference. */
import { operationsApi } from '../src/index.ts';
import { referencePage } from './reference.ts';

const operations = referencePage(
  {
    title: 'Operations API',
    opening: `JSON over HTTP on the operations port, by default \`127.0.0.1:8701\`. Outside a sandbox every request needs
\`Authorization: Bearer TOKEN\`, the operator's token. Amounts are decimal text, times are ISO 8601 with \`+08:00\`.

A refusal is \`{"error": {"code", "message", "field"}}\`. Besides those named below, every route refuses what is not as
declared with 400 \`invalid-field\`, \`unknown-field\` or \`invalid-body\`, and answers 503 when it is too busy.

A list answers \`{items, next}\`; \`next\` is the \`after\` of the following page and \`null\` on the last one.

Routes that are not declared yet are in [the module's README](../../packages/server/src/app-api/README.md).`,
  },
  operationsApi,
);

/** The name of each page, and its text. */
export const pages: Readonly<Record<string, string>> = { 'operations-api.md': operations };
