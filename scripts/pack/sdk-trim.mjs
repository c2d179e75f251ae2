/**
 * Leaves out of the SDK's program what only the reference pages read: the examples and sources in the
 * declarations of services. The meanings are in a module of their own, and in the types.
 */
import { readFileSync } from 'node:fs';
import { ts } from './compilers.mjs';

const left = new Set(['documents', 'example']);

/** For esbuild. */
export const withoutReference = {
  name: 'without-reference',
  setup({ onLoad }) {
    const declarations =
      /packages[/\\]protocol[/\\]src[/\\](services[/\\].*|notification-fields)\.ts$/;
    onLoad({ filter: declarations }, ({ path }) => ({
      contents: trimmed(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

function trimmed(source) {
  const file = ts.createSourceFile('declarations.ts', source, ts.ScriptTarget.ES2023, true);
  const ranges = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && left.has(node.name.getText(file))) {
      const comma = source[node.end] === ',' ? 1 : 0;
      ranges.push([node.getStart(file), node.end + comma]);
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return ranges.reduceRight((text, [start, end]) => text.slice(0, start) + text.slice(end), source);
}

/** Throws when the program reads one of them after all. */
export function assertUnread(code) {
  const read = /[\w)\]]\??\.documents\b|\{[^{}:]*\bdocuments\b[^{}:]*\}=/;
  const found = read.exec(code);
  if (found) throw new Error(`the SDK reads "${found[0]}", which its package does not have`);
}
