import { Button, Field } from '@sampan/web/shared';
import { type FormEvent, useState } from 'react';
import { goTo } from '../frame/route.ts';
import { refusalCode, till } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { OrderRow } from './order-row.tsx';
import { PageFrame } from './page-frame.tsx';

/** Finds an order: by its receipt's code, its number, or among the last ones. */
export function Find() {
  const { say } = useTillWords();
  const recent = useTill((state) => state.recent);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  async function find(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === '') return setWrong(say('find.empty'));
    try {
      const order = await till('GET /find-order', { query: { text: text.trim() } });
      goTo('order', order.id);
    } catch (error) {
      setWrong(refusalCode(error) === 'order-unknown' ? say('find.none') : say('notice.noAnswer'));
    }
  }
  return (
    <PageFrame title={say('rail.find')}>
      <form className="card pad-in" onSubmit={find} noValidate>
        <Field
          size="phone"
          label={say('find.label')}
          hint={say('find.hint')}
          wrong={wrong}
          autoFocus
          autoComplete="off"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setWrong(undefined);
          }}
        />
        <Button type="submit" kind="primary" size="big" icon="search">
          {say('find.button')}
        </Button>
      </form>
      <section className="card rows">
        <h2>{say('find.last')}</h2>
        <ul>
          {recent.map((order) => (
            <li key={order.id}>
              <OrderRow order={order} />
            </li>
          ))}
        </ul>
        {recent.length === 0 && <p className="none">{say('rail.none')}</p>}
      </section>
      <Button icon="list" onClick={() => goTo('history')}>
        {say('history.title')}
      </Button>
    </PageFrame>
  );
}
