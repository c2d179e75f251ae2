import type { PortalCodeView, PortalShopView } from '@sampan/api';
import { useState } from 'react';
import { Button, ButtonLink, Empty, Sheet, ShopAvatar, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { Answered } from '../parts/answered.tsx';
import { useTask } from '../parts/use-task.ts';
import { useRenewShops } from '../queries/shops.ts';
import { useShops } from '../queries/trades.ts';
import { useSay } from '../words/use-say.ts';

const idOf = ({ merchantId, storeId }: Pick<PortalShopView, 'merchantId' | 'storeId'>): string =>
  `${merchantId}/${storeId}`;

/** Chooses the shop of a new code among those that have none. */
export function NewCodeSheet({
  codes,
  onClose,
  onMade,
}: {
  readonly codes: readonly PortalCodeView[];
  readonly onClose: () => void;
  readonly onMade: (code: PortalCodeView) => void;
}) {
  const { say } = useSay();
  const shops = useShops();
  const renew = useRenewShops();
  const { isBusy, fault, run } = useTask();
  const [chosen, setChosen] = useState<string>();
  const withCode = new Set(
    codes.filter(({ status }) => status !== 'deleted').map(({ shop }) => idOf(shop)),
  );
  const make = ({ merchantId, storeId }: PortalShopView) =>
    run(async () => {
      const made = await ask('POST /codes', { body: { merchantId, storeId } });
      await renew();
      onMade(made);
    });
  return (
    <Sheet title={say('codes.new')} className="wide" onClose={onClose}>
      <div className="sheet-body">
        <Answered of={shops} what={say('nav.shops')}>
          {(all) => {
            const free = all.filter((shop) => !withCode.has(idOf(shop)));
            if (free.length === 0) {
              return (
                <Empty
                  icon="shop"
                  title={say('codes.allHave')}
                  action={<ButtonLink href="#/shops?open=new">{say('shops.new')}</ButtonLink>}
                />
              );
            }
            const shop = free.find((each) => idOf(each) === chosen) ?? free[0];
            return (
              <>
                <fieldset className="pick">
                  <legend>{say('codes.whichShop')}</legend>
                  {free.map((each) => (
                    <label key={idOf(each)}>
                      <input
                        type="radio"
                        name="shop"
                        checked={each === shop}
                        onChange={() => setChosen(idOf(each))}
                      />
                      <ShopAvatar name={each.storeName} size={32} />
                      <span>
                        <b>{each.storeName}</b>
                        <small>
                          {each.registered ? each.merchantName : say('shops.notRegistered')}
                        </small>
                      </span>
                    </label>
                  ))}
                </fieldset>
                {fault && <Wrong>{fault.text}</Wrong>}
                {shop && !shop.registered ? (
                  <ButtonLink
                    kind="primary"
                    href={`#/shops?open=${encodeURIComponent(idOf(shop))}`}
                  >
                    {say('codes.completeFirst')}
                  </ButtonLink>
                ) : (
                  <Button kind="primary" busy={isBusy} onClick={() => shop && void make(shop)}>
                    {say('codes.make')}
                  </Button>
                )}
              </>
            );
          }}
        </Answered>
      </div>
    </Sheet>
  );
}
