import { useState } from 'react';
import { Field, type FieldProps } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** The fewest characters of a new password, as the API declares them. */
export const leastPassword = 12;

/** A password, which can be looked at while it is typed. */
export function PasswordField(props: Omit<FieldProps, 'type'>) {
  const { say } = useSay();
  const [isShown, setShown] = useState(false);
  return (
    <div className="password">
      <Field
        {...props}
        type={isShown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
      />
      <label className="show">
        <input type="checkbox" checked={isShown} onChange={() => setShown(!isShown)} />
        {say('signIn.show')}
      </label>
    </div>
  );
}
