import type { Contract } from '@sampan/protocol';

/** The addresses of the real gateway. A gateway of one's own is named by its URL. */
export const environments = {
  production: {
    hk: 'https://intlmapi.alipay.com/gateway.do',
    global: 'https://globalmapi.alipay.com/gateway.do',
  },
  test: {
    hk: 'https://mapi.alipaydev.com/gateway.do',
    global: 'https://mapi.alipaydev.com/gateway.do',
  },
} as const satisfies Record<string, Record<Contract, string>>;

export type Environment = keyof typeof environments;

/** The address of an environment, or the given address; undefined when it is neither. */
export function gatewayAddress(gateway: string, contract: Contract): string | undefined {
  if (isEnvironment(gateway)) return environments[gateway][contract];
  if (!URL.canParse(gateway)) return undefined;
  const { protocol, search, hash, href } = new URL(gateway);
  const isPlain = search === '' && hash === '' && /^https?:$/.test(protocol);
  return isPlain ? href : undefined;
}

const isEnvironment = (text: string): text is Environment => Object.hasOwn(environments, text);
