import { Refused } from '../api/client.ts';
import { fieldPlace, jsonFault } from '../places.ts';
import { useSay } from '../words/use-say.ts';

/** What is wrong with the text of a scenario, with its line: it is no JSON, or the server refused it. */
export function useScenarioFault(text: string, error: Error | null) {
  const { say } = useSay();
  const fault = jsonFault(text);
  if (fault) return { fault: true, wrong: say('scene.badJson', { ...fault }) };
  if (!error) return { fault: false, wrong: undefined };
  if (!(error instanceof Refused)) return { fault: false, wrong: say('one.noAnswer') };
  const { field, message: why } = error;
  const wrong =
    field === undefined
      ? say('scene.refused', { why })
      : say('scene.badField', { line: fieldPlace(text, field).line, why });
  return { fault: false, wrong };
}
