/**
 * Reads the pages of docs/guide: which blocks of code are run, and how. The first word after the fence is
 * the language; what follows says what the block is:
 *
 * - `sh`: typed in the terminal of the page. `sh second-terminal`: keeps running beside it.
 * - `text` below a `sh` block: what that printed; `text second-terminal`: what the other one prints.
 *   `…` stands for anything, on a line of its own for any lines.
 * - a language and a path: a file that the reader saves.
 * - `ts` or `js` alone: a program of its own. Each `// → text` is the next thing that it prints.
 * - `ts before-each`: the lines with which the page's programs begin.
 * - `mermaid`: a drawing.
 *
 * Any other block, and one that cannot be run, has the line `<!-- not run: why -->` above it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './merchant-programs.ts';

export type Step =
  | { readonly is: 'file'; readonly path: string; readonly text: string }
  | {
      readonly is: 'program';
      readonly name: string;
      readonly text: string;
      readonly prints: string;
    }
  | {
      readonly is: 'shell';
      readonly text: string;
      readonly isSecond: boolean;
      /** What it prints, when the page says so. */
      readonly prints?: string;
    }
  | { readonly is: 'printed elsewhere'; readonly prints: string };

export interface Page {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly drawings: number;
  /** The reasons why blocks are not run. */
  readonly notRun: readonly string[];
}

export const guideFolder = join(repository, 'docs/guide');

/** The pages in the order of the index, which is the order of their reading. */
export function guidePages(): readonly Page[] {
  const index = readFileSync(join(guideFolder, 'README.md'), 'utf8');
  const names = [...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name = '']) => name);
  const inOrder = [...new Set(names)];
  const missing = readdirSync(guideFolder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .filter((name) => !inOrder.includes(name));
  if (missing.length > 0) throw new Error(`the index does not list ${missing.join(', ')}`);
  return ['README.md', ...inOrder].map((name) =>
    readPage(name, readFileSync(join(guideFolder, name), 'utf8')),
  );
}

const fence = /(?:<!-- not run: ([^>]+) -->\n)?^```([^\n]*)\n([\s\S]*?)^```$/gm;

export function readPage(name: string, markdown: string): Page {
  const steps: Step[] = [];
  const notRun: string[] = [];
  let drawings = 0;
  let programs = 0;
  let beforeEach = '';
  for (const [whole, reason, info = '', text = ''] of markdown.matchAll(fence)) {
    const [language = '', what] = info.split(' ');
    if (reason !== undefined) notRun.push(`${name}: ${reason}`);
    else if (language === 'mermaid') drawings += 1;
    else if (what === 'before-each') beforeEach = text;
    else if (language === 'sh') steps.push({ is: 'shell', text, isSecond: what !== undefined });
    else if (language === 'text' && what === 'second-terminal') {
      steps.push({ is: 'printed elsewhere', prints: text });
    } else if (language === 'text') {
      const before = steps.pop();
      if (before?.is !== 'shell') throw new Error(`${name}: ${whole}: nothing printed this`);
      steps.push({ ...before, prints: text });
    } else if (what !== undefined) steps.push({ is: 'file', path: what, text });
    else if (language === 'ts' || language === 'js') {
      programs += 1;
      const prints = [...text.matchAll(/\/\/ → (.*)/g)].map(([, line]) => line).join('\n');
      const own = `${name.slice(0, -3)}-${programs}.${language}`;
      steps.push({ is: 'program', name: own, text: beforeEach + text, prints });
    } else throw new Error(`${name}: the block is neither run nor marked as “not run”:\n${whole}`);
  }
  return { name, steps, drawings, notRun };
}

/** A pattern for what is printed: `…` stands for anything. */
export function printedPattern(prints: string): RegExp {
  const escaped = prints
    .trim()
    .split('\n')
    .map((line) =>
      line.trim() === '…'
        ? '(?:.*\\n)*?.*'
        : line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('…', '.*?'),
    );
  return new RegExp(`^${escaped.join('\\s*\\n')}\\s*$`);
}
