import type { Input } from '../command.ts';
import { type Answer, findOperations } from '../operations-client.ts';
import { list, print } from '../output.ts';

export async function run(input: Input): Promise<number | undefined> {
  const report = await (await findOperations(input)).post('/admin/audit');
  const holds = report['holds'] === true;
  print(input, report, () => (holds ? holding(report) : breaches(report)));
  return holds ? undefined : 1;
}

function holding({ invariants }: Answer): readonly string[] {
  const names = Array.isArray(invariants) ? invariants.map(String) : [];
  return [`Every invariant holds (${names.length}):`, ...names.map((name) => `  ${name}`)];
}

function breaches(report: Answer): readonly string[] {
  const lines = ['The books are wrong.'];
  let last: unknown;
  for (const { invariant, subject, detail } of list(report, 'broken')) {
    if (invariant !== last) lines.push(`Broken: ${invariant}`);
    last = invariant;
    lines.push(`  ${subject}: ${detail}`);
  }
  return lines;
}
