import type { CaseVerdictView } from '@sampan/api';
import { junitLines } from '@sampan/api/junit';
import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { acceptanceLines } from './acceptance-lines.ts';
import { newestPartner } from './newest-partner.ts';

export async function run(input: Input): Promise<number> {
  const isJunit = input.flag('junit');
  if (input.json && isJunit) throw new UsageError('--json and --junit exclude each other');
  const { call } = await findOperations(input);
  const partner = input.option('partner') ?? (await newestPartner(call, ' with --partner'));
  const answer = await call('GET /admin/acceptance', { query: { partner } });
  const shown = { ...answer, cases: selected(input.all('case'), answer.cases) };
  print(input, shown, () => (isJunit ? junitLines(shown) : acceptanceLines(input, shown)));
  return shown.cases.every(isFine) ? 0 : 1;
}

const isFine = ({ result }: CaseVerdictView): boolean =>
  result === 'passed' || result === 'not applicable';

/** `SPOT-001`, or all that begin with `SPOT`. */
function selected(
  wanted: readonly string[],
  cases: readonly CaseVerdictView[],
): readonly CaseVerdictView[] {
  if (wanted.length === 0) return cases;
  const fits = (name: string, { id }: CaseVerdictView): boolean =>
    id === name.toUpperCase() || id.startsWith(`${name.toUpperCase()}-`);
  for (const name of wanted) {
    if (cases.some((each) => fits(name, each))) continue;
    const ids = cases.map(({ id }) => id).join(', ');
    throw new UsageError(`--case must be one of ${ids}, or SPOT, TQR, MQR, REC or HK`);
  }
  return cases.filter((each) => wanted.some((name) => fits(name, each)));
}
