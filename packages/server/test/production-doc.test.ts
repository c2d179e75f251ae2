/**
 * Goal: docs/production.md lists every option and every variable, and no others.
 * Method: it is compared with the declarations of `start` and with the variables that the sources
 * read.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commonOptions } from '@sampan/cli';
import { commands } from '../src/main/commands.ts';
import { notificationOptions } from '../src/main/notification-options.ts';
import { retentionOptions } from '../src/main/retention-options.ts';

const doc = readFileSync(new URL('../../../docs/production.md', import.meta.url), 'utf8');
const packages = new URL('../../', import.meta.url);

const read = readdirSync(packages)
  .map((name) => new URL(`${name}/src/`, packages))
  .filter((sources) => existsSync(sources))
  .flatMap((sources) =>
    readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => readFileSync(new URL(path, sources), 'utf8')),
  )
  .join('\n');

const named = (pattern: RegExp, text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(pattern)].map(([, name = '']) => name));

test('every option of start is explained, and no other', () => {
  const start = commands.find(({ name }) => name === 'start');
  const declared = [...(start?.options ?? []), ...commonOptions].map(({ name }) => name);
  const table = doc.slice(doc.indexOf('## Options and variables'));
  assert.deepEqual([...named(/`--([a-z-]+)`/g, table)].sort(), declared.sort());
});

test('every variable that is read is explained, and no other', () => {
  const notify = [...notificationOptions, ...retentionOptions].map(
    ({ name }) => `SAMPAN_${name.replaceAll('-', '_')}`,
  );
  const variables = new Set([
    ...named(/(?:environment|process\.env)\['([A-Z_]+)'\]/g, read),
    ...named(/ariable = '([A-Z_]+)'/g, read),
    ...notify.map((name) => name.toUpperCase()),
  ]);
  const table = doc.slice(doc.indexOf('## Options and variables'));
  assert.deepEqual([...named(/`([A-Z][A-Z_]{3,})`/g, table)].sort(), [...variables].sort());
});
