import type { Scenario, ScenarioStep, ScenarioView } from '@sampan/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Banner, Button, fullTime, Switch, Wrong } from '../../shared/index.ts';
import { draftOf, textOf } from '../scenario-draft.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';
import { ConditionRows } from './condition-rows.tsx';
import { CopyButton } from './copy-button.tsx';
import { ScenarioEffect } from './scenario-effect.tsx';
import { StepList } from './step-list.tsx';
import { useScenarioFault } from './use-scenario-fault.ts';

/** One scenario: its conditions, its steps, its text, and what it has met and nearly met. */
export function OneScenario({
  view,
  list,
  onOpen,
}: {
  readonly view: ScenarioView;
  readonly list: readonly ScenarioView[];
  readonly onOpen: (id: string | undefined) => void;
}) {
  const { say } = useSay();
  const { id, name, magic, scenario, ended, endedBy, hits, expiresAt } = view;
  const [edited, setEdited] = useState<string>();
  const { save, copy, remove } = useChanges(view, { onOpen, onSaved: () => setEdited(undefined) });
  const saved = textOf(scenario);
  const text = edited ?? saved;
  const draft = draftOf(text);
  const { fault, wrong } = useScenarioFault(text, save.error ?? copy.error);
  const change = (next: string) => {
    save.reset();
    copy.reset();
    setEdited(next === saved ? undefined : next);
  };
  const edit = (next: Scenario) => change(textOf(next));
  const isOn = scenario.off !== true;
  const textId = useId();
  return (
    <>
      <header className="dh">
        <div className="grow">
          <p className="cap num">
            {say('scene.hits', { count: hits })}
            {magic && ` · ${say('scene.isMagic')}`}
            {expiresAt !== undefined && ` · ${say('scene.until', { time: fullTime(expiresAt) })}`}
          </p>
          <h1 className="mono">{name || id}</h1>
        </div>
        <div className="own-acts">
          <span className="on-off">
            <span>{say(isOn ? 'scene.on' : 'scene.off')}</span>
            <Switch
              on={isOn}
              label={say('scene.on')}
              disabled={save.isPending || edited !== undefined}
              onChange={(on) => save.mutate(switched(scenario, on))}
            />
          </span>
          <CopyButton text={text} />
          <Button size="desk" busy={remove.isPending} onClick={() => remove.mutate()}>
            {say('scene.remove')}
          </Button>
          <Button
            size="desk"
            kind="primary"
            busy={save.isPending || copy.isPending}
            disabled={draft === undefined || fault || edited === undefined}
            onClick={() => draft && (magic ? copy : save).mutate(draft)}
          >
            {say(magic ? 'scene.saveCopy' : 'scene.save')}
          </Button>
        </div>
      </header>
      {remove.error && <Wrong>{say('worlds.refused', { why: remove.error.message })}</Wrong>}
      {ended !== undefined && endedBy !== undefined && (
        <Banner tone="closed" title={say(`scene.ended-${endedBy}`, { count: hits })}>
          <Button size="desk" busy={save.isPending} onClick={() => save.mutate(scenario)}>
            {say('scene.anew')}
          </Button>
        </Banner>
      )}
      <div className="two editor">
        <div className="parts">
          {draft && (
            <>
              <section className="card ck">
                <header>
                  <h3>{say('scene.when')}</h3>
                  <span className="cap">{say('scene.allTrue')}</span>
                </header>
                <ConditionRows draft={draft} isFixed={false} onChange={edit} />
              </section>
              <section className="card ck">
                <header>
                  <h3>{say('scene.then')}</h3>
                  <span className="cap">{say('scene.drag')}</span>
                </header>
                <StepList
                  steps={draft.then}
                  isFixed={false}
                  onChange={(then) => edit({ ...draft, then })}
                />
                <AddStep draft={draft} onChange={edit} />
              </section>
            </>
          )}
          <section className="card ck">
            <label htmlFor={textId} className="strong">
              {say('scene.text')}
            </label>
            <textarea
              id={textId}
              className="bytes"
              rows={Math.min(24, text.split('\n').length + 1)}
              value={text}
              spellCheck={false}
              aria-invalid={wrong !== undefined || undefined}
              onChange={({ target }) => change(target.value)}
            />
            <p className="cap">{say('scene.textHint')}</p>
            {wrong !== undefined && <Wrong>{wrong}</Wrong>}
          </section>
        </div>
        <ScenarioEffect view={view} list={list} draft={draft} onMend={edit} onOpen={onOpen} />
      </div>
    </>
  );
}

const switched = ({ off: _, ...scenario }: Scenario, on: boolean): Scenario =>
  on ? scenario : { ...scenario, off: true };

function useChanges(
  { id }: ScenarioView,
  {
    onOpen,
    onSaved,
  }: { readonly onOpen: (id: string | undefined) => void; readonly onSaved: () => void },
) {
  const { world, ask } = useWorld();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: [world, 'scenarios'] });
  const save = useMutation({
    mutationFn: (body: Scenario) => ask('PUT /admin/scenarios/:id', { params: { id }, body }),
    async onSuccess() {
      await onSettled();
      onSaved();
    },
  });
  const copy = useMutation({
    mutationFn: (body: Scenario) => ask('POST /admin/scenarios', { body }),
    async onSuccess({ id: added }) {
      await onSettled();
      onOpen(added);
    },
  });
  const remove = useMutation({
    mutationFn: () => ask('DELETE /admin/scenarios/:id', { params: { id } }),
    onSuccess: () => onOpen(undefined),
    onSettled,
  });
  return { save, copy, remove };
}

const requestSteps = {
  pass: 'pass',
  unsure: { answer: 'SYSTEM_ERROR', although: 'paid' },
  refuse: { answer: 'BUYER_BALANCE_NOT_ENOUGH' },
  silent: { silence: '30s' },
  slow: { delay: '3s' },
} as const satisfies Readonly<Record<string, ScenarioStep>>;

const notificationSteps = {
  pass: 'pass',
  lost: { lose: true },
  repeat: { repeat: 1 },
  slow: { delay: '3s' },
} as const satisfies Readonly<Record<string, ScenarioStep>>;

/** Steps to begin with; what else a step may do is of the text. */
function AddStep({
  draft,
  onChange,
}: {
  readonly draft: Scenario;
  readonly onChange: (draft: Scenario) => void;
}) {
  const { say } = useSay();
  const add = (step: ScenarioStep) => onChange({ ...draft, then: [...draft.then, step] });
  const button = (name: string, label: string, step: ScenarioStep) => (
    <Button key={name} kind="quiet" size="desk" icon="plus" onClick={() => add(step)}>
      {label}
    </Button>
  );
  return (
    <div className="moves">
      {draft.when.notification === undefined
        ? (['pass', 'unsure', 'refuse', 'silent', 'slow'] as const).map((name) =>
            button(name, say(`add.${name}`), requestSteps[name]),
          )
        : (['pass', 'lost', 'repeat', 'slow'] as const).map((name) =>
            button(name, say(`add.${name}`), notificationSteps[name]),
          )}
    </div>
  );
}
