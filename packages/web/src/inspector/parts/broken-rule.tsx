import type { ExplanationView, WholeExchangeView } from '@sampan/api';
import { useSay } from '../words/use-say.ts';
import { Verdict } from './verdict.tsx';

/** A refusal that is not about the signature: the rule, what was sent, what was stored before. */
export function BrokenRule({
  exchange,
  explanation: { refusal, means, fix },
}: {
  readonly exchange: WholeExchangeView;
  readonly explanation: ExplanationView;
}) {
  const { say, language } = useSay();
  if (!refusal) {
    return (
      <section className="card why">
        <Verdict exchange={exchange} headline={exchange.reason ?? means}>
          {fix !== undefined && <p lang="en">{fix}</p>}
        </Verdict>
      </section>
    );
  }
  const { sent, differences, parameter, reason, rule, documents } = refusal;
  const stored = new Map(differences.map((each) => [each.parameter, each.stored]));
  const names = [...new Set([...Object.keys(sent), ...stored.keys()])];
  return (
    <section className="card why">
      <Verdict
        exchange={exchange}
        {...(parameter !== undefined && { cause: parameter })}
        headline={refusal.means[language]}
      >
        {reason !== undefined && <p lang="en">{reason}</p>}
      </Verdict>
      {names.length > 0 && (
        <div className="wide-table">
          <table className="sent">
            <thead>
              <tr>
                <th>{say('why.parameter')}</th>
                <th>{say('why.sent')}</th>
                {stored.size > 0 && <th>{say('why.stored')}</th>}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name} className={name === parameter || stored.has(name) ? 'bad' : ''}>
                  <td className="mono">{name}</td>
                  <td className="mono">{sent[name] ?? '–'}</td>
                  {stored.size > 0 && <td className="mono">{stored.get(name) ?? ''}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="fix">
        <h3>{say('why.theFix')}</h3>
        <p>{refusal.todo[language]}</p>
        <h3>{say('why.rule')}</h3>
        <p lang="en">{rule}</p>
        <h3>{say('why.documents')}</h3>
        <ul className="docs">
          {documents.map((url) => (
            <li key={url} className="mono">
              {url}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
