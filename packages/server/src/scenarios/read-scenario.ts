/** Reads the text of a scenario, and says where it makes no sense. */
import type { Scenario, ScenarioStep, ScenarioWhen } from '@sampan/api';
import { nearest, ok, problem, type Result } from '@sampan/primitives';
import { isServiceName, serviceOf, services } from '@sampan/protocol';
import { type FieldTest, faultOfTest, fieldTest } from './field-test.ts';
import { checkName, Misread, type ScenarioFault } from './misread.ts';
import { readStep, type StepPlace } from './read-step.ts';
import { type ReadScenario, type Rule, readDuration, type Step } from './text.ts';

export function readScenario(text: Scenario): Result<ReadScenario, ScenarioFault> {
  try {
    const { when, then, later = [], count = 'order', uses } = text;
    const rules = [
      readRule({ when, then }, ''),
      ...later.map((each, index) => readRule(each, `later[${index}].`)),
    ];
    return ok({
      rules,
      count,
      ...(uses !== undefined && { uses }),
      ...(text.for !== undefined && { lasts: readDuration(text.for) }),
    });
  } catch (error) {
    if (error instanceof Misread) return problem(error.fault);
    throw error;
  }
}

interface RuleText {
  readonly when: ScenarioWhen;
  readonly then: readonly ScenarioStep[];
  readonly until?: string | readonly string[];
}

function readRule({ when, then, until }: RuleText, place: string): Rule {
  const { service, notification, partner, wallet, fields = {}, call } = when;
  if (notification !== undefined && service !== undefined) {
    throw new Misread(`${place}when`, 'of a service or a notification, not of both');
  }
  const named = service === undefined ? undefined : readServices(service, `${place}when.service`);
  const about = notification === undefined ? 'request' : 'notification';
  return {
    about,
    tests: Object.entries(fields).map(([path, test]): FieldTest => {
      const at = `${place}when.fields.${path}`;
      if (named) checkName(path.split('.', 1)[0] ?? '', requestNames(named), at);
      const fault = faultOfTest(test);
      if (fault) throw new Misread(at + fault[0], fault[1]);
      return fieldTest(path, test);
    }),
    calls: readCalls(call, `${place}when.call`),
    steps: then.map((step, index): Step => {
      const isLast = index === then.length - 1;
      const at: StepPlace = {
        place: `${place}then[${index}]`,
        about,
        isLast,
        replies: replyNames(named),
      };
      return readStep(step, at);
    }),
    until: new Set(until === undefined ? [] : readServices(until, `${place}until`)),
    ...(named && { services: new Set(named) }),
    ...(notification !== undefined && notification !== 'any' && { notification }),
    ...(partner !== undefined && { partner }),
    ...(wallet !== undefined && { wallet }),
  };
}

const serviceNames = services.map(({ name }) => name);

function readServices(given: string | readonly string[], place: string): readonly string[] {
  const isList = typeof given !== 'string';
  const names = isList ? given : [given];
  for (const [index, name] of names.entries()) {
    if (serviceNames.some((known) => known === name)) continue;
    const ending = serviceNames.filter((known) => known.endsWith(`.${name}`));
    const close = ending.length === 1 ? ending[0] : nearest(name, serviceNames);
    const meant = close === undefined ? '; sampan services lists them' : `; did you mean ${close}?`;
    throw new Misread(isList ? `${place}[${index}]` : place, `the name of a service${meant}`);
  }
  return names;
}

function readCalls(call: ScenarioWhen['call'], place: string): Rule['calls'] {
  if (call === undefined) return { from: 1, to: Number.POSITIVE_INFINITY };
  if (typeof call === 'number') return { from: call, to: call };
  const { from = 1, to = Number.POSITIVE_INFINITY } = call;
  if (from > to) throw new Misread(`${place}.to`, 'at least from');
  return { from, to };
}

/** Parameters of every request, which no service declares. */
const common = ['service', 'partner', '_input_charset', 'sign_type', 'notify_url'];

const requestNames = (names: readonly string[]): readonly string[] => [
  ...common,
  ...names.filter(isServiceName).flatMap((name) => Object.keys(serviceOf(name).requestFields)),
];

function replyNames(names: readonly string[] | undefined): readonly string[] | undefined {
  return names?.filter(isServiceName).flatMap((name) => Object.keys(serviceOf(name).replyFields));
}
