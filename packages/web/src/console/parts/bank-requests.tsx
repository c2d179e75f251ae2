import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { amountText, Button, Empty, Failed, Field, fullTime, Loading } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { usePages } from '../queries.ts';
import { useSay } from '../words/use-say.ts';
import { Deed, useDeed } from './deed.tsx';
import { Figure } from './figure.tsx';
import { More } from './more.tsx';
import { Wide } from './wide.tsx';

const requests = (after: string | undefined) =>
  ask('GET /admin/bank-transfers', { query: { after } });

type Transfer = Awaited<ReturnType<typeof requests>>['items'][number];

interface Answering {
  readonly transfer: Transfer;
  readonly answer: 'settle' | 'refuse';
}

/** Top-ups and withdrawals that wait for the operator, who has seen the money at the bank or has sent it. */
export function BankRequests() {
  const { say } = useSay();
  const deed = useDeed<Answering>();
  const list = usePages(['bank-transfers'], requests);
  return (
    <section className="card" aria-labelledby="requests">
      <header className="card-head">
        <h2 id="requests">{say('requests.title')}</h2>
      </header>
      {list.isPending && <Loading what={say('requests.title')} rows={3} />}
      {list.isError && <Failed onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && (
        <Empty icon="bank" title={say('requests.none')}>
          {say('requests.noneWhy')}
        </Empty>
      )}
      {list.items.length > 0 && (
        <Wide>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{say('requests.asked')}</th>
                <th scope="col">{say('requests.kind')}</th>
                <th scope="col">{say('requests.wallet')}</th>
                <th scope="col">{say('ledger.currency')}</th>
                <th scope="col" className="n">
                  {say('ledger.amount')}
                </th>
                <th scope="col">
                  <span className="sr">{say('requests.answer')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.items.map((transfer) => (
                <tr key={transfer.transferId}>
                  <td className="num">{fullTime(transfer.requestedAt)}</td>
                  <td>{say(`entry.${transfer.kind}`)}</td>
                  <td>
                    <Link to="/wallets" search={{ open: transfer.walletId }} className="num">
                      {transfer.walletId}
                    </Link>
                  </td>
                  <td>{transfer.currency}</td>
                  <td className="n">
                    <Figure value={transfer.amount} />
                  </td>
                  <td>
                    <span className="row-acts">
                      <Button size="desk" onClick={() => deed.ask({ transfer, answer: 'settle' })}>
                        {say('requests.settle')}
                      </Button>
                      <Button size="desk" onClick={() => deed.ask({ transfer, answer: 'refuse' })}>
                        {say('requests.refuse')}
                      </Button>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <More list={list} />
      {deed.about && <Answer {...deed.about} onClose={deed.close} />}
    </section>
  );
}

function Answer({ transfer, answer, onClose }: Answering & { readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const { transferId, kind, amount, currency } = transfer;
  const sum = amountText(amount, currency);
  return (
    <Deed
      title={say(`requests.${answer}Title`, { kind: say(`entry.${kind}`), amount: sum })}
      what={say(answer === 'refuse' ? `requests.refuse.${kind}` : `requests.settle.${kind}`, {
        amount: sum,
      })}
      verb={say(`requests.${answer}Verb`, { amount: sum })}
      run={async () => {
        await ask('POST /admin/bank-transfers/:id', {
          params: { id: transferId },
          body: { answer, reason: answer === 'refuse' ? reason : undefined },
        });
        await queries.invalidateQueries();
      }}
      onClose={onClose}
    >
      {answer === 'refuse' && (
        <Field
          label={say('requests.reason')}
          hint={say('requests.reasonHint')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      )}
    </Deed>
  );
}
