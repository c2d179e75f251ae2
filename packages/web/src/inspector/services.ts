/** The services that the list can be filtered by; a test compares them with those of the protocol. */
export const serviceNames = [
  'alipay.acquire.overseas.spot.pay',
  'alipay.acquire.overseas.query',
  'alipay.acquire.overseas.spot.cancel',
  'alipay.acquire.overseas.spot.reverse',
  'alipay.acquire.overseas.spot.refund',
  'alipay.acquire.refund.query',
  'alipay.acquire.precreate',
  'alipay.acquire.query',
  'alipay.acquire.cancel',
  'alipay.acquire.close',
  'alipay.commerce.qrcode.create',
  'alipay.commerce.qrcode.modify',
  'alipay.commerce.qrcode.modifyStatus',
  'alipay.overseas.secmerchant.offline.maintain',
  'alipay.overseas.secmerchant.maintain.queryStatus',
  'forex_rate_file',
  'notify_verify',
] as const;

/** `spot.pay` of `alipay.acquire.overseas.spot.pay`. */
export const shortName = (service: string): string =>
  service.replace(/^alipay\.(?:acquire\.overseas\.(?=spot)|acquire\.|commerce\.|overseas\.)/, '');
