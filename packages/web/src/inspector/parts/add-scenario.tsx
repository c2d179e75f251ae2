import type { Scenario } from '@sampan/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button, Wrong } from '../../shared/index.ts';
import { type ScenarioExample, scenarioExamples } from '../scenario-examples.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

const examples = ['unsure', 'silent', 'lost', 'slow'] as const;

import { useScenarioFault } from './use-scenario-fault.ts';

/** A scenario as text; where it does not parse, or means nothing, it says the line. */
export function AddScenario({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const queries = useQueryClient();
  const id = useId();
  const [text, setText] = useState(() => textOf('unsure'));
  const add = useMutation({
    mutationFn: async () => {
      const body: Scenario = JSON.parse(text);
      return ask('POST /admin/scenarios', { body });
    },
    onSuccess: ({ id: added }) => onAdded(added),
    onSettled: () => queries.invalidateQueries({ queryKey: [world, 'scenarios'] }),
  });
  const { fault, wrong } = useScenarioFault(text, add.error);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fault && !add.isPending) add.mutate();
      }}
    >
      <h1>{say('scene.add')}</h1>
      <p className="muted">{say('scene.noneWhy')}</p>
      <div className="moves">
        {examples.map((each) => (
          <Button key={each} size="desk" onClick={() => setText(textOf(each))}>
            {say(`scene.${each}`)}
          </Button>
        ))}
      </div>
      <label htmlFor={id} className="strong">
        {say('scene.text')}
      </label>
      <textarea
        id={id}
        className="bytes"
        rows={16}
        value={text}
        spellCheck={false}
        aria-invalid={wrong !== undefined || undefined}
        onChange={({ target }) => {
          add.reset();
          setText(target.value);
        }}
      />
      <p className="cap">{say('scene.textHint')}</p>
      {wrong !== undefined && <Wrong>{wrong}</Wrong>}
      <div>
        <Button kind="primary" type="submit" busy={add.isPending}>
          {say('scene.add')}
        </Button>
      </div>
    </form>
  );
}

const textOf = (example: ScenarioExample): string =>
  JSON.stringify(scenarioExamples[example], null, 2);
