/** The pages beside the counter, loaded when the first of them is opened. */
import type { Route } from '../frame/route.ts';
import { Desk } from './desk.tsx';
import { Find } from './find.tsx';
import { History } from './history.tsx';
import { OrderDetail } from './order-detail.tsx';
import { Report } from './report.tsx';
import { Reports } from './reports.tsx';
import { SettingsPage } from './settings-page.tsx';
import { ShiftPage } from './shift-page.tsx';

export function More({ route: { page, id } }: { readonly route: Route }) {
  switch (page) {
    case 'order':
      return <OrderDetail key={id} id={id ?? ''} />;
    case 'history':
      return <History />;
    case 'shift':
      return <ShiftPage />;
    case 'reports':
      return <Reports />;
    case 'report':
      return <Report key={id} number={id ?? ''} />;
    case 'desk':
      return <Desk />;
    case 'settings':
      return <SettingsPage />;
    default:
      return <Find />;
  }
}
