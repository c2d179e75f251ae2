import type { ScenarioStep } from '@sampan/api';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../shared/index.ts';
import { movedTo } from '../scenario-draft.ts';
import { useSay } from '../words/use-say.ts';
import { useStepWords } from './step-words.ts';

/** The steps in their order: each is moved by its grip, with a pointer or with the arrow keys. */
export function StepList({
  steps,
  isFixed,
  onChange,
}: {
  readonly steps: readonly ScenarioStep[];
  readonly isFixed: boolean;
  readonly onChange: (steps: readonly ScenarioStep[]) => void;
}) {
  const { say } = useSay();
  const words = useStepWords();
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number>();
  const [moved, setMoved] = useState<{ readonly to: number; readonly byKey: boolean }>();
  const move = (from: number, to: number, byKey: boolean) => {
    if (to < 0 || to >= steps.length || to === from) return;
    onChange(movedTo(steps, from, to));
    setMoved({ to, byKey });
  };
  useEffect(() => {
    // The grip that was pressed keeps the focus, at its new place.
    if (moved?.byKey) list.current?.querySelectorAll<HTMLElement>('.grip')[moved.to]?.focus();
  }, [moved]);

  const onGrip = (event: PointerEvent, index: number) => {
    if (isFixed || event.button !== 0) return;
    list.current?.setPointerCapture(event.pointerId);
    setDragged(index);
  };
  const onDrag = (event: PointerEvent) => {
    if (dragged === undefined || !list.current) return;
    const others = [...list.current.children].filter((_, index) => index !== dragged);
    const to = others.filter((row) => middleOf(row) < event.clientY).length;
    if (to === dragged) return;
    move(dragged, to, false);
    setDragged(to);
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (isFixed || step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, index + step, true);
  };
  return (
    <>
      <ol
        ref={list}
        className="steps"
        onPointerMove={onDrag}
        onPointerUp={() => setDragged(undefined)}
        onPointerCancel={() => setDragged(undefined)}
      >
        {steps.map((step, index) => {
          const { often, does } = words(step, index === steps.length - 1);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has nothing but its place
            <li key={index} className={index === dragged ? 'dragged' : ''}>
              <button
                type="button"
                className="grip"
                aria-label={say('step.grip', { place: index + 1, all: steps.length })}
                disabled={isFixed}
                onPointerDown={(event) => onGrip(event, index)}
                onKeyDown={(event) => onKey(event, index)}
              >
                <i aria-hidden="true" />
              </button>
              <b className="place num">{index + 1}</b>
              <span className="grow">
                <b>{often}</b> {does}
              </span>
              {steps.length > 1 && !isFixed && (
                <IconButton
                  icon="cross"
                  label={say('step.remove', { place: index + 1 })}
                  onClick={() => onChange(steps.toSpliced(index, 1))}
                />
              )}
            </li>
          );
        })}
      </ol>
      <p role="status" className="unseen">
        {moved ? say('step.moved', { place: moved.to + 1, all: steps.length }) : ''}
      </p>
    </>
  );
}

function middleOf(row: Element): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
