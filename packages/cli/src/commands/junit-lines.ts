import type { CaseVerdictView } from '@sampan/api';
import { escapeXml } from '@sampan/protocol';
import type { Acceptance } from './acceptance-lines.ts';

/** What CI systems read. A case that was not tried is a failure: nothing shows that it would pass. */
export function junitLines({ partner, cases }: Acceptance): readonly string[] {
  const count = (...results: readonly CaseVerdictView['result'][]): number =>
    cases.filter(({ result }) => results.includes(result)).length;
  const [failures, skipped] = [count('failed', 'not tried'), count('not applicable')];
  const counts = `tests="${cases.length}" failures="${failures}" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="acceptance of ${partner}" ${counts}>`,
    ...cases.map(testCase),
    '</testsuite>',
  ];
}

function testCase({ id, name, product, result, reason, next, evidence }: CaseVerdictView): string {
  const opening = `  <testcase classname="${product}" name="${escapeXml(`${id} ${name}`)}"`;
  if (result === 'passed') return `${opening}/>`;
  if (result === 'not applicable') return `${opening}><skipped/></testcase>`;
  const ids = evidence.map(({ id }) => id).join(' ');
  const text = [next, ids && `Exchanges: ${ids}`].filter(Boolean).join(' ');
  const message = escapeXml(reason ?? result);
  return `${opening}><failure message="${message}">${escapeXml(text)}</failure></testcase>`;
}
