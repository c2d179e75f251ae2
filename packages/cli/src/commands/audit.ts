import type { AuditView } from '@sampan/api';
import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

export async function run(input: Input): Promise<number | undefined> {
  const { call } = await findOperations(input);
  const report = await call('POST /admin/audit');
  print(input, report, () => (report.holds ? holding(report) : breaches(report)));
  return report.holds ? undefined : 1;
}

const holding = ({ invariants }: AuditView): readonly string[] => [
  `Every invariant holds (${invariants.length}):`,
  ...invariants.map((name) => `  ${name}`),
];

function breaches({ broken }: AuditView): readonly string[] {
  const lines = ['The books are wrong.'];
  let last: string | undefined;
  for (const { invariant, subject, detail } of broken) {
    if (invariant !== last) lines.push(`Broken: ${invariant}`);
    last = invariant;
    lines.push(`  ${subject}: ${detail}`);
  }
  return lines;
}
