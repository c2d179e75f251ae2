import { useEffect, useState } from 'react';
import { brand } from './brand.ts';

export interface DemoLogin {
  readonly phone: string;
  readonly pin: string;
}

interface FrontPage {
  readonly sandbox?: {
    readonly demo?: {
      readonly wallets?: readonly { inst: string; loginId: string; pin: string }[];
    };
  };
}

/** The demo account of a sandbox, which its front page names; in production there is none. */
export function useDemoLogin(): DemoLogin | undefined {
  const [demo, setDemo] = useState<DemoLogin>();
  useEffect(() => {
    const end = new AbortController();
    void readDemo(end.signal).then(setDemo, () => undefined);
    return () => end.abort();
  }, []);
  return demo;
}

async function readDemo(signal: AbortSignal): Promise<DemoLogin | undefined> {
  const answer = await fetch(new URL('../../', location.href), {
    headers: { accept: 'application/json' },
    signal,
  });
  const page: FrontPage = await answer.json();
  const wallet = page.sandbox?.demo?.wallets?.find(({ inst }) => inst === brand.inst);
  return wallet && { phone: wallet.loginId.replace(/^852-/, ''), pin: wallet.pin };
}
