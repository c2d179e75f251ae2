import type { ScenarioStep, ScenarioWait } from '@sampan/api';
import { useSay } from '../words/use-say.ts';

/** How often a step is used, and what it does, in the reader's language. */
export function useStepWords() {
  const { say } = useSay();
  return (step: ScenarioStep, isLast: boolean) => {
    const text = step === 'pass' ? { pass: true as const } : step;
    const { times } = text;
    const often =
      times === undefined && isLast ? say('step.always') : say('step.times', { count: times ?? 1 });
    if ('pass' in text && text.pass) return { often, does: say('step.pass') };
    const { answer, level, although, reply, hold, delay, drop, silence, truncate } = text;
    const { signature, charset, label, clock, lose, repeat, reorder, corrupt } = text;
    const parts = [
      hold !== undefined && say('step.hold', { time: waitText(hold) }),
      answer !== undefined && say('step.answer', { code: answer }),
      level === 'gateway' && say('step.gateway'),
      although !== undefined && say('step.although'),
      reply && say('step.reply', { fields: Object.keys(reply).join(', ') }),
      delay !== undefined && say('step.delay', { time: waitText(delay) }),
      silence !== undefined && say('step.silence', { time: waitText(silence) }),
      drop === 'before' && say('step.dropBefore'),
      drop === 'after' && say('step.dropAfter'),
      truncate !== undefined && say('step.truncate', { bytes: truncate }),
      signature === 'wrong' && say('step.signedWrongly'),
      signature === 'missing' && say('step.notSigned'),
      charset !== undefined && say('step.charset', { charset }),
      label !== undefined && say('step.label', { charset: label }),
      clock !== undefined && say('step.clock', { offset: clock }),
      lose && say('step.lose'),
      repeat !== undefined && say('step.repeat', { count: repeat }),
      reorder && say('step.reorder'),
      corrupt !== undefined && say(`step.corrupt-${corrupt}`),
    ];
    return { often, does: parts.filter((part) => typeof part === 'string').join(say('step.and')) };
  };
}

/** `5s`, or `1s – 3s` when it is drawn. */
const waitText = (wait: ScenarioWait): string =>
  typeof wait === 'string' ? wait : `${wait.from} – ${wait.to}`;
