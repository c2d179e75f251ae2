/** The acceptance cases of a partner as CI systems read them: JUnit's XML. */
import type { CaseVerdictView } from './operations/acceptance.ts';

export interface JunitBoard {
  readonly partner: string;
  readonly cases: readonly CaseVerdictView[];
}

/** A case that was not tried is a failure: nothing shows that it would pass. */
export function junitLines({ partner, cases }: JunitBoard): readonly string[] {
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
  const opening = `  <testcase classname="${product}" name="${escaped(`${id} ${name}`)}"`;
  if (result === 'passed') return `${opening}/>`;
  if (result === 'not applicable') return `${opening}><skipped/></testcase>`;
  const ids = evidence.map(({ id }) => id).join(' ');
  const text = [next, ids && `Exchanges: ${ids}`].filter(Boolean).join(' ');
  const message = escaped(reason ?? result);
  return `${opening}><failure message="${message}">${escaped(text)}</failure></testcase>`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
