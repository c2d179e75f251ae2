import type { PortalShopView } from '@sampan/api';
import { type FormEvent, useState } from 'react';
import { Button, Field, Sheet, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useRenewShops } from '../queries/shops.ts';
import { useSay } from '../words/use-say.ts';
import { useTask } from './use-task.ts';

const fieldNames = [
  'storeName',
  'storeId',
  'merchantName',
  'merchantId',
  'industry',
  'country',
  'address',
] as const;
type FieldName = (typeof fieldNames)[number];

type Typed = Readonly<Record<FieldName, string>>;

/** What each field must look like, as the API declares it; an address and a country may be missing. */
const forms: Readonly<Record<FieldName, RegExp>> = {
  storeName: /^.{1,64}$/u,
  storeId: /^[\w-]{1,32}$/,
  merchantName: /^.{1,64}$/u,
  merchantId: /^[\w-]{1,32}$/,
  industry: /^\d{4}$/,
  country: /^(?:[A-Z]{2})?$/,
  address: /^.{0,256}$/u,
};

/** Registers a shop, or changes its registration; its ids cannot be changed. */
export function ShopSheet({
  shop,
  onClose,
}: {
  readonly shop: PortalShopView | undefined;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const renew = useRenewShops();
  const { isBusy, fault, run } = useTask();
  const [typed, setTyped] = useState<Typed>(() => ({
    storeName: shop?.storeName ?? '',
    storeId: shop?.storeId ?? '',
    merchantName: shop?.merchantName ?? '',
    merchantId: shop?.merchantId ?? '',
    industry: shop?.industry ?? '',
    country: shop?.country ?? (shop ? '' : 'HK'),
    address: shop?.address ?? '',
  }));
  const [isTried, setTried] = useState(false);
  const isWrong = (name: FieldName) => !forms[name].test(typed[name].trim());

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (fieldNames.some(isWrong)) return;
    const given = (name: FieldName) => typed[name].trim();
    const isDone = await run(async () => {
      await ask('POST /shops', {
        body: {
          merchantId: given('merchantId'),
          merchantName: given('merchantName'),
          storeId: given('storeId'),
          storeName: given('storeName'),
          industry: given('industry'),
          ...(given('country') !== '' && { country: given('country') }),
          ...(given('address') !== '' && { address: given('address') }),
        },
      });
      await renew();
    });
    if (isDone) onClose();
  }

  return (
    <Sheet title={say(shop ? 'shops.changeTitle' : 'shops.new')} className="wide" onClose={onClose}>
      <form className="sheet-body shop-form" onSubmit={(event) => void submit(event)} noValidate>
        {fieldNames.map((name) => {
          const isId = name === 'storeId' || name === 'merchantId';
          const isMissing = shop?.missing.some((each) => each === name) && typed[name] === '';
          return (
            <Field
              key={name}
              name={name}
              label={say(`shops.field.${name}`)}
              hint={isMissing ? say('shops.stillMissing') : say(`shops.hint.${name}`)}
              wrong={
                (isTried && isWrong(name)) || fault?.field === name
                  ? say(`shops.wrong.${name}`)
                  : undefined
              }
              readOnly={isId && shop !== undefined}
              autoFocus={name === 'storeName'}
              autoComplete="off"
              value={typed[name]}
              onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
            />
          );
        })}
        {fault && !fieldNames.some((name) => name === fault.field) && <Wrong>{fault.text}</Wrong>}
        <Button kind="primary" type="submit" busy={isBusy}>
          {say(shop ? 'shops.save' : 'shops.register')}
        </Button>
      </form>
    </Sheet>
  );
}
