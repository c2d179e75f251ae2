<?php
/**
 * A till without extensions: pay, poll, cancel.
 *
 *     php till.php CODE AMOUNT [ID]
 *
 * Ends with 0 when it is paid, 1 when it is not paid, and 2 when that is not known: then neither hand
 * over the goods nor take the money again.
 */
declare(strict_types=1);

function setting(string $name, string $usual): string
{
    return getenv($name) === false ? $usual : getenv($name);
}

define('GATEWAY', setting('GATEWAY', 'http://127.0.0.1:8700/gateway.do'));
define('PARTNER', setting('PARTNER_ID', '2088000000000001'));
define('KEY', setting('PARTNER_KEY', '0123456789abcdef0123456789abcdef'));
// In seconds, as the documents advise.
define('FIRST_QUERY', (float) setting('FIRST_QUERY', '5'));
define('QUERY_EVERY', (float) setting('QUERY_EVERY', '3'));
define('DEADLINE', (float) setting('DEADLINE', '60'));
define('CANCEL_BUDGET', (float) setting('CANCEL_BUDGET', '30'));

/** Codes that mean "not paid". After any other one, also one of no document, the order is looked for. */
const REFUSED = [
    'ACCESS_FORBIDDEN', 'BEYOND_PAY_RESTRICTION', 'BEYOND_PER_RECEIPT_RESTRICTION',
    'BUYER_BALANCE_NOT_ENOUGH', 'BUYER_BANKCARD_BALANCE_NOT_ENOUGH', 'BUYER_ENABLE_STATUS_FORBID',
    'BUYER_NOT_EXIST', 'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR', 'BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR',
    'CONTEXT_INCONSISTENT', 'ILLEGAL_ARGUMENT', 'ILLEGAL_PARTNER', 'ILLEGAL_PARTNER_EXTERFACE',
    'ILLEGAL_SIGN', 'INVALID_PARAMETER', 'NOT_SUPPORT_PAYMENT_INST', 'SELLER_BEEN_BLOCKED',
    'SELLER_NOT_EXIST', 'SOUNDWAVE_PARSER_FAIL', 'TOTAL_FEE_EXCEED', 'TRADE_BUYER_NOT_MATCH',
    'TRADE_HAS_CLOSE', 'UN_SUPPORT_BIZ_TYPE',
];

/** MD5 over the raw values, sorted by name, without empty ones, followed by the key. */
function signature(array $fields): string
{
    unset($fields['sign'], $fields['sign_type']);
    $fields = array_filter($fields, fn (string $value): bool => $value !== '');
    ksort($fields, SORT_STRING);
    $parts = array_map(fn ($name, $value) => "$name=$value", array_keys($fields), $fields);
    return md5(implode('&', $parts) . KEY);
}

/** The fields of the reply, with `is_success`; null when it proves nothing. */
function call(string $service, array $fields, string $idField): ?array
{
    $sent = ['service' => $service, 'partner' => PARTNER, '_input_charset' => 'UTF-8'] + $fields;
    $form = $sent + ['sign' => signature($sent), 'sign_type' => 'MD5'];
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => 'Content-Type: application/x-www-form-urlencoded; charset=UTF-8',
        // A string: an array would become multipart/form-data.
        'content' => http_build_query($form),
        'timeout' => 15,
    ]]);
    $body = @file_get_contents(GATEWAY . '?_input_charset=UTF-8', false, $context);
    return $body === false ? null : readReply($body, $sent[$idField], $idField);
}

function readReply(string $body, string $id, string $idField): ?array
{
    // The declaration names the charset: GBK occurs even for requests in UTF-8.
    if (preg_match('~^<\?xml[^>]*encoding=["\']([\w-]+)~', $body, $declared)) {
        $body = (string) @iconv($declared[1], 'UTF-8', $body);
    }
    if (!preg_match('~<is_success>T</is_success>~', $body)) {
        // The gateway does not sign a refusal: never book money on it.
        $isRefusal = preg_match('~<is_success>F</is_success><error>(\w+)</error>~', $body, $found);
        return $isRefusal ? ['is_success' => 'F', 'error' => $found[1]] : null;
    }
    // The fields of a reply are flat. Its signature covers those of the response alone.
    $parts = '~<response><\w+>(.*)</\w+></response><sign>([0-9a-f]{32})</sign>~s';
    if (!preg_match($parts, $body, $found)) {
        return null;
    }
    [, $response, $sign] = $found;
    preg_match_all('~<(\w+)>([^<]*)</\1>~', $response, $each);
    $decode = fn (string $text): string => html_entity_decode($text, ENT_QUOTES | ENT_XML1, 'UTF-8');
    $fields = array_combine($each[1], array_map($decode, $each[2]));
    if (!hash_equals(signature($fields), $sign)) {
        return null;
    }
    // Signed, but for another order: an old reply that was played back.
    if (($fields[$idField] ?? $id) !== $id) {
        return null;
    }
    return ['is_success' => 'T'] + $fields;
}

function errorOf(array $reply): string
{
    return $reply['error'] ?? $reply['detail_error_code'] ?? '';
}

function collect(string $code, string $amount, string $id): string
{
    $until = microtime(true) + DEADLINE;
    $reply = call('alipay.acquire.overseas.spot.pay', [
        'alipay_seller_id' => PARTNER,
        'biz_product' => 'OVERSEAS_MBARCODE_PAY',
        'buyer_identity_code' => $code,
        'currency' => 'HKD',
        'identity_code_type' => 'barcode',
        'partner_trans_id' => $id,
        'trans_amount' => $amount,
        'trans_name' => '奶茶 Milk tea',
    ], 'partner_trans_id');
    if ($reply !== null) {
        if (($reply['result_code'] ?? '') === 'SUCCESS') {
            return 'paid';
        }
        $isOpen = ($reply['result_code'] ?? '') === 'UNKNOW';
        if (!$isOpen && in_array(errorOf($reply), REFUSED, true)) {
            return 'not paid: ' . errorOf($reply);
        }
    }
    // UNKNOW, SYSTEM_ERROR, or no believable reply: the payment is not sent again, it is looked for.
    $pause = FIRST_QUERY;
    while (microtime(true) + $pause < $until) {
        usleep((int) ($pause * 1e6));
        $pause = QUERY_EVERY;
        $query = ['partner_trans_id' => $id];
        $reply = call('alipay.acquire.overseas.query', $query, 'partner_trans_id') ?? [];
        $status = $reply['alipay_trans_status'] ?? '';
        if ($status === 'TRADE_SUCCESS' || $status === 'TRADE_FINISHED') {
            return 'paid';
        }
        if ($status === 'TRADE_CLOSED') {
            return 'not paid: closed';
        }
    }
    return cancel($id);
}

/** Repeats until the gateway has confirmed it; a payment that comes later is given back. */
function cancel(string $id): string
{
    $until = microtime(true) + CANCEL_BUDGET;
    while (microtime(true) < $until) {
        $fields = ['out_trade_no' => $id, 'timestamp' => (string) (int) (microtime(true) * 1000)];
        $reply = call('alipay.acquire.cancel', $fields, 'out_trade_no') ?? [];
        if (($reply['result_code'] ?? '') === 'SUCCESS') {
            return 'not paid: cancelled';
        }
        usleep((int) (QUERY_EVERY * 1e6));
    }
    return 'unknown';
}

// A decimal text, never a float.
if ($argc < 3 || $argc > 4 || !preg_match('/^[0-9]+\.[0-9]{2}$/', $argv[2])) {
    fwrite(STDERR, "Usage: till.php CODE AMOUNT [ORDER]; the amount with two decimals, such as 39.25\n");
    exit(64);
}
[, $code, $amount] = $argv;
$id = $argv[3] ?? 'T-' . hrtime(true);
$outcome = collect($code, $amount, $id);
echo "$id $outcome\n";
exit(['paid' => 0, 'unknown' => 2][$outcome] ?? 1);
