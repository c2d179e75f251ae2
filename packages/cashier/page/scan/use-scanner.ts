import { machine } from '@sampan/web/shared';
import { useEffect, useRef } from 'react';
import { type Reading, type Step, scan, scannerStart, waitFor } from './scanner.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Listens to the keyboard of the whole page, before any field does. */
export function useScanner(onReading: (reading: Reading) => void): void {
  const call = useRef(onReading);
  useEffect(() => {
    call.current = onReading;
  });
  useEffect(() => {
    let state = scannerStart;
    let cancelSilence: () => void = () => undefined;
    /** The field of a burst, as it was before. */
    let field: { readonly element: TextField; readonly value: string } | undefined;

    function take(step: Step): void {
      state = step.state;
      if (step.clearField && field) setValue(field.element, field.value);
      if (state.digits === '') field = undefined;
      for (const reading of step.readings) call.current(reading);
      cancelSilence();
      const wait = waitFor(state);
      if (wait === undefined) return;
      cancelSilence = machine.after(wait, () =>
        take(scan(state, { is: 'silence', at: machine.now() })),
      );
    }

    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const element = fieldOf(event.target);
      const isFirst = state.digits === '';
      if (isFirst && element && /^\d$/.test(event.key)) field = { element, value: element.value };
      const inField = element !== undefined;
      const step = scan(state, { is: 'key', key: event.key, at: machine.now(), inField });
      // What went into the field before this key was typed there.
      if (!isFirst && step.state.digits.length === 1 && element) {
        field = { element, value: element.value };
      }
      if (step.take) {
        event.preventDefault();
        event.stopPropagation();
      }
      take(step);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      cancelSilence();
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}

function fieldOf(target: EventTarget | null): TextField | undefined {
  if (target instanceof HTMLTextAreaElement) return target;
  if (target instanceof HTMLInputElement && !target.readOnly) return target;
  return undefined;
}

/** As if it had been typed, so that React takes it in. */
function setValue(element: TextField, value: string): void {
  const prototype =
    element instanceof HTMLTextAreaElement
      ? HTMLTextAreaElement.prototype
      : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}
