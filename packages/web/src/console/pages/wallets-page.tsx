import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, SearchField } from '../../shared/index.ts';
import { BankRequests } from '../parts/bank-requests.tsx';
import { Page } from '../parts/page.tsx';
import { WalletDetail } from '../parts/wallet-detail.tsx';
import { useSay } from '../words/use-say.ts';

/** A wallet by its phone number or id, and what buyers ask of the bank. No list: an operator has a wallet in mind. */
export default function WalletsPage() {
  const { say } = useSay();
  const { open } = useSearch({ from: '/wallets' });
  const navigate = useNavigate();
  const [text, setText] = useState(open ?? '');
  return (
    <Page title={say('nav.wallets')} note={say('app.zone')}>
      <div className="stack">
        <form
          className="card pad finder"
          onSubmit={(event) => {
            event.preventDefault();
            const id = text.trim();
            void navigate({ to: '/wallets', search: { open: id === '' ? undefined : id } });
          }}
        >
          <SearchField value={text} label={say('wallets.find')} onChange={setText} />
          <Button type="submit" kind="primary">
            {say('wallets.show')}
          </Button>
        </form>
        {open !== undefined && <WalletDetail key={open} id={open} />}
        <BankRequests />
      </div>
    </Page>
  );
}
