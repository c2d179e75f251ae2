import { budgetLines, engineLines, lineOf, lineOtherwise } from './budget-lines.ts';

/** A profile as V8 writes it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** The node of each sample. */
  readonly samples: readonly number[];
  /** µs from the sample before to each. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

export interface Budget {
  /** µs for each operation, in the order of the table. */
  readonly lines: readonly { readonly line: string; readonly means: string; readonly us: number }[];
  /** The largest functions of `other`. */
  readonly others: readonly { readonly name: string; readonly us: number }[];
  /** Without what was idle. */
  readonly busyUs: number;
  readonly idleUs: number;
}

const idle = '(idle)';
const othersShown = 8;

/** Adds the samples of a profile up into the lines of the budget, for each of so many operations. */
export function budgetOf(profile: CpuProfile, operations: number): Budget {
  const lines = linesOfNodes(profile.nodes);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const totals = new Map<string, number>();
  const unmapped = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    // A sample lasts until the next one.
    const us = (profile.timeDeltas[index + 1] ?? 0) / operations;
    const line = lines.get(id) ?? 'other';
    add(totals, line, us);
    const node = nodes.get(id);
    if (line === 'other' && node) add(unmapped, nameOf(node), us);
  });
  const all = [...budgetLines, ...Object.values(engineLines), { line: 'other', means: 'the rest' }];
  const shown = all.map(({ line, means }) => ({ line, means, us: totals.get(line) ?? 0 }));
  return {
    lines: shown,
    others: [...unmapped]
      .map(([name, us]) => ({ name, us }))
      .filter(({ us }) => us > 0)
      .sort((left, right) => right.us - left.us)
      .slice(0, othersShown),
    busyUs: shown.reduce((sum, { us }) => sum + us, 0),
    idleUs: totals.get(idle) ?? 0,
  };
}

/** The line of each node: its own function's, or that of the nearest caller that has one. */
function linesOfNodes(nodes: readonly ProfileNode[]): ReadonlyMap<number, string> {
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  const found = new Map<number, string>();
  // A parent stands before its children.
  for (const { id, callFrame } of nodes) {
    const { functionName, url } = callFrame;
    const own = functionName === idle ? idle : engineLines[functionName]?.line;
    const inherited = found.get(parents.get(id) ?? -1);
    const line = own ?? lineOf(url, functionName) ?? inherited ?? lineOtherwise(url, functionName);
    if (line !== undefined) found.set(id, line);
  }
  return found;
}

const nameOf = ({ callFrame: { functionName, url } }: ProfileNode): string =>
  `${functionName || '(anonymous)'} ${url.replace(/^.*\/(?:node_modules|packages)\//, '')}`.trim();

const add = (totals: Map<string, number>, key: string, us: number): void => {
  totals.set(key, (totals.get(key) ?? 0) + us);
};
