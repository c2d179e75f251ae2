/** Reads one step of a scenario. */
import type { ScenarioStep, ScenarioWait } from '@sampan/api';
import { type Duration, milliseconds, minutes, nearest, seconds } from '@sampan/primitives';
import { businessErrors, gatewayErrors, isErrorCode } from '@sampan/protocol';
import { checkName, Misread } from './misread.ts';
import {
  type NotificationStep,
  type RequestStep,
  readDuration,
  type Step,
  type Wait,
} from './text.ts';

export interface StepPlace {
  readonly place: string;
  readonly about: 'request' | 'notification';
  readonly isLast: boolean;
  /** The fields of the replies; undefined when any service is meant. */
  readonly replies: readonly string[] | undefined;
}

type StepText = Exclude<ScenarioStep, 'pass'>;

/** Which members a step may have, and what a step of that kind is about. */
const members = {
  request: [
    ...['answer', 'level', 'although', 'reply', 'hold', 'delay', 'drop', 'silence', 'truncate'],
    ...['signature', 'charset', 'label', 'clock'],
  ],
  notification: ['lose', 'repeat', 'delay', 'reorder', 'corrupt'],
} as const;

export function readStep(given: ScenarioStep, at: StepPlace): Step {
  const text: StepText = given === 'pass' ? { pass: true } : given;
  const { place, about, isLast } = at;
  const { times = isLast ? Number.POSITIVE_INFINITY : 1, pass, ...rest } = text;
  const allowed: readonly string[] = members[about];
  const names = Object.keys(rest);
  const stranger = names.find((name) => !allowed.includes(name));
  if (stranger !== undefined) {
    throw new Misread(
      `${place}.${stranger}`,
      `left out for a ${about}, which has ${allowed.join(', ')}`,
    );
  }
  if (pass) {
    if (names[0] !== undefined)
      throw new Misread(`${place}.${names[0]}`, 'left out of a step that passes');
    return { times, does: { kind: 'pass' } };
  }
  if (names.length === 0) throw new Misread(place, `"pass", or a step with ${allowed.join(', ')}`);
  const what = describe(rest);
  return about === 'request'
    ? { times, does: { kind: 'request', step: readRequestStep(rest, at), what } }
    : { times, does: { kind: 'notification', step: readNotificationStep(rest, place), what } };
}

const longest = minutes(10);

/** A notification that waits longer would be sent by another process too. */
const longestNotification = seconds(5);

function readRequestStep(text: StepText, { place, replies }: StepPlace): RequestStep {
  const { answer, level, although, reply, drop, silence, truncate, signature, ...rest } = text;
  const { charset, label, clock, hold, delay } = rest;
  const refuseWith = (name: keyof StepText, others: readonly (keyof StepText)[]): void => {
    const clash =
      text[name] === undefined ? undefined : others.find((other) => text[other] !== undefined);
    if (clash) throw new Misread(`${place}.${clash}`, `left out beside ${name}`);
  };
  const ofReply = ['reply', 'truncate', 'signature', 'charset', 'label', 'clock'] as const;
  refuseWith('drop', ['although', 'answer', 'silence', ...ofReply]);
  refuseWith('silence', ['answer', 'delay', ...ofReply]);
  if (although !== undefined && answer === undefined && silence === undefined) {
    throw new Misread(
      `${place}.although`,
      'beside answer or silence; what else is answered is done anyway',
    );
  }
  if (answer !== undefined) checkAnswer(answer, place);
  if (level !== undefined && (answer === undefined || !isErrorCode(answer))) {
    throw new Misread(`${place}.level`, 'beside an answer that is an error code');
  }
  for (const name of Object.keys(reply ?? {})) {
    if (replies) checkName(name, replies, `${place}.reply.${name}`);
  }
  return {
    isDone:
      although !== undefined ||
      (answer === undefined && silence === undefined && drop !== 'before'),
    ...(answer !== undefined && { answer }),
    ...(level && { level }),
    ...(reply && { reply }),
    ...(hold !== undefined && { hold: readWait(hold, `${place}.hold`, longest) }),
    ...(delay !== undefined && { delay: readWait(delay, `${place}.delay`, longest) }),
    ...(drop && { drop }),
    ...(silence !== undefined && { silence: readWait(silence, `${place}.silence`, longest) }),
    ...(truncate !== undefined && { truncate }),
    ...(signature && { signature }),
    ...(charset && { charset }),
    ...(label && { label }),
    ...(clock !== undefined && { clock: readOffset(clock) }),
  };
}

function readNotificationStep(text: StepText, place: string): NotificationStep {
  const { lose, repeat, delay, reorder, corrupt } = text;
  const other = (['repeat', 'delay', 'reorder', 'corrupt'] as const).find(
    (name) => text[name] !== undefined,
  );
  if (lose && other) throw new Misread(`${place}.${other}`, 'left out beside lose');
  if (reorder && delay !== undefined)
    throw new Misread(`${place}.delay`, 'left out beside reorder');
  return {
    ...(lose && { lose }),
    ...(repeat !== undefined && { repeat }),
    ...(delay !== undefined && { delay: readWait(delay, `${place}.delay`, longestNotification) }),
    ...(reorder && { reorder }),
    ...(corrupt && { corrupt }),
  };
}

const codes = [...Object.keys(gatewayErrors), ...Object.keys(businessErrors)];

function checkAnswer(answer: string, place: string): void {
  if (isErrorCode(answer) || answer === 'UNKNOW' || answer === 'SUCCESS') return;
  const close = nearest(answer, [...codes, 'UNKNOW', 'SUCCESS']);
  const meant = close === undefined ? '' : `; did you mean ${close}?`;
  throw new Misread(`${place}.answer`, `an error code, UNKNOW or SUCCESS${meant}`);
}

function readWait(text: ScenarioWait, place: string, most: Duration): Wait {
  const range = typeof text === 'string' ? { from: text, to: text } : text;
  const { seed = 1 } = range;
  const [from, to] = [readDuration(range.from), readDuration(range.to)];
  const [at, upTo] = typeof text === 'string' ? [place, place] : [`${place}.from`, `${place}.to`];
  if (from > most) throw new Misread(at, `at most ${most / seconds(1)}s`);
  if (to > most) throw new Misread(upTo, `at most ${most / seconds(1)}s`);
  if (from > to) throw new Misread(upTo, 'at least from');
  return { from, to, seed };
}

const readOffset = (text: string): Duration => {
  const length = readDuration(text.slice(1));
  return text.startsWith('-') ? milliseconds(-length) : length;
};

/** A step in words, for the log and the record: `answer SYSTEM_ERROR, although paid`. */
const describe = (step: object): string =>
  Object.entries(step)
    .map(([name, value]) => {
      if (value === true) return name;
      return `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    })
    .join(', ');
