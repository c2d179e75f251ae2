/** The line of a program that is usually wrong, written rightly, in the languages of integrators. */
import type { CauseName } from './causes.ts';

export const languages = ['python', 'php', 'java', 'node', 'csharp'] as const;
export type Language = (typeof languages)[number];
export type Lines = Readonly<Record<Language, string>>;

const lines = (python: string, php: string, java: string, node: string, csharp: string): Lines => ({
  python,
  php,
  java,
  node,
  csharp,
});

const withoutSign = lines(
  "signed = {k: v for k, v in params.items() if k not in ('sign', 'sign_type') and v != ''}",
  "unset($params['sign'], $params['sign_type']); $signed = array_filter($params, 'strlen');",
  'params.entrySet().removeIf(e -> Set.of("sign", "sign_type").contains(e.getKey()) || e.getValue().isEmpty());',
  "const signed = Object.entries(params).filter(([k, v]) => k !== 'sign' && k !== 'sign_type' && v !== '');",
  'var signed = args.Where(p => p.Key != "sign" && p.Key != "sign_type" && p.Value != "");',
);

const rawValues = lines(
  "text = '&'.join(f'{k}={v}' for k, v in sorted(signed.items()))  # urlencode() only for sending",
  '$text = implode(\'&\', array_map(fn($k, $v) => "$k=$v", array_keys($signed), $signed)); // no urlencode()',
  'text.add(name + "=" + params.get(name)); // URLEncoder.encode only for sending',
  "const text = signed.map(([k, v]) => k + '=' + v).join('&'); // no encodeURIComponent",
  'var text = string.Join("&", signed.Select(p => $"{p.Key}={p.Value}")); // UrlEncode only for sending',
);

const byteOrder = lines(
  'for name in sorted(params):',
  'ksort($params, SORT_STRING);',
  'Map<String, String> params = new TreeMap<>(); // no comparator, no String.CASE_INSENSITIVE_ORDER',
  'signed.sort(([a], [b]) => (a < b ? -1 : 1)); // no localeCompare',
  'var args = new SortedDictionary<string, string>(StringComparer.Ordinal);',
);

const appendKey = lines(
  'sign = hashlib.md5((text + key).encode(charset)).hexdigest()',
  '$sign = md5($text . $key);',
  'byte[] digest = MessageDigest.getInstance("MD5").digest((text + key).getBytes(charset));',
  "const sign = createHash('md5').update(text + key, 'utf8').digest('hex');",
  'var digest = MD5.HashData(encoding.GetBytes(text + key));',
);

const readKey = lines(
  "key = open('md5.key').read().strip()",
  "$key = trim(file_get_contents('md5.key'));",
  'String key = Files.readString(Path.of("md5.key")).strip();',
  "const key = readFileSync('md5.key', 'utf8').trim();",
  'var key = File.ReadAllText("md5.key").Trim();',
);

const ownKey = lines(
  "key = keys[params['partner']]  # the key of this partner, from its own settings",
  "$key = $keys[$params['partner']]; // the key of this partner",
  'String key = keys.get(params.get("partner")); // the key of this partner',
  'const key = keys[params.partner]; // the key of this partner',
  'var key = keys[args["partner"]]; // the key of this partner',
);

const smallHex = lines(
  'sign = digest.hexdigest()  # no upper(), no b64encode()',
  '$sign = md5($text . $key); // no strtoupper(), no base64_encode()',
  'String sign = HexFormat.of().formatHex(digest); // small letters',
  "const sign = hash.digest('hex'); // no toUpperCase()",
  'var sign = Convert.ToHexString(digest).ToLowerInvariant();',
);

const charsetBytes = lines(
  "data = text.encode(params['_input_charset'])",
  "$data = mb_convert_encoding($text, $params['_input_charset'], 'UTF-8');",
  'byte[] data = text.getBytes(params.get("_input_charset")); // never getBytes() alone',
  "const data = charset === 'UTF-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, charset);",
  'var data = Encoding.GetEncoding(args["_input_charset"]).GetBytes(text);',
);

const signCharset = lines(
  "params['_input_charset'] = 'UTF-8'  # before the string is made, and in the URL",
  "$params['_input_charset'] = 'UTF-8'; // before the string is made, and in the URL",
  'params.put("_input_charset", "UTF-8"); // before the string is made, and in the URL',
  "params._input_charset = 'UTF-8'; // before the string is made, and in the URL",
  'args["_input_charset"] = "UTF-8"; // before the string is made, and in the URL',
);

const encodeOnce = lines(
  'body = urllib.parse.urlencode(params)  # encodes once; + becomes %2B',
  '$body = http_build_query($params); // encodes once; + becomes %2B',
  'form.add(name + "=" + URLEncoder.encode(value, charset)); // once',
  'const body = new URLSearchParams(params).toString(); // once; + becomes %2B',
  'var body = new FormUrlEncodedContent(args); // encodes once; + becomes %2B',
);

const oneJson = lines(
  "params['extend_info'] = json.dumps(info)  # once; sign and send this very text",
  "$params['extend_info'] = json_encode($info); // once; sign and send this very text",
  'params.put("extend_info", mapper.writeValueAsString(info)); // once; sign and send this text',
  'params.extend_info = JSON.stringify(info); // once; sign and send this very text',
  'args["extend_info"] = JsonSerializer.Serialize(info); // once; sign and send this very text',
);

const signLast = lines(
  'body = urlencode({**params, "sign": sign(params), "sign_type": "MD5"})  # nothing after this',
  "$params['sign'] = sign($params); // the last change of $params",
  'params.put("sign", sign(params)); // the last change of params',
  'const sent = { ...params, sign: sign(params), sign_type: signType }; // nothing after this',
  'args["sign"] = Sign(args); // the last change of args',
);

const rsaDigest = lines(
  "signature = private_key.sign(data, padding.PKCS1v15(), hashes.SHA256())  # 'RSA2'; SHA1() is 'RSA'",
  "openssl_sign($data, $signature, $key, OPENSSL_ALGO_SHA256); // 'RSA2'; SHA1 is 'RSA'",
  'Signature.getInstance("SHA256withRSA"); // RSA2; SHA1withRSA is RSA',
  "sign('sha256', data, privateKey); // RSA2; 'sha1' is RSA",
  'rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1); // RSA2; SHA1 is RSA',
);

const plainBase64 = lines(
  'sign = base64.b64encode(signature).decode()  # no urlsafe_b64encode, no quote() before urlencode()',
  '$sign = base64_encode($signature); // encoded once, by http_build_query()',
  'String sign = Base64.getEncoder().encodeToString(signature); // no getUrlEncoder()',
  "const sign = signature.toString('base64'); // no 'base64url'",
  'var sign = Convert.ToBase64String(signature);',
);

const byCause: Readonly<Record<CauseName, Lines>> = {
  'other-partner-key': ownKey,
  'our-key': ownKey,
  'own-key': ownKey,
  'replaced-key': ownKey,
  'unknown-key': ownKey,
  'key-whitespace': readKey,
  'key-case': readKey,
  'sign-type-signed': withoutSign,
  'sign-signed': withoutSign,
  'empty-values-signed': withoutSign,
  'values-url-encoded': rawValues,
  'values-html-escaped': rawValues,
  'values-trimmed': rawValues,
  'values-decoded-twice': encodeOnce,
  'plus-became-blank': encodeOnce,
  'blank-became-plus': encodeOnce,
  unsorted: byteOrder,
  'sorted-ignoring-case': byteOrder,
  'string-in-other-charset': charsetBytes,
  'ampersand-before-key': appendKey,
  'key-as-parameter': appendKey,
  'key-in-front': appendKey,
  'no-key': appendKey,
  hmac: appendKey,
  'other-digest': appendKey,
  'upper-case-digest': smallHex,
  'digest-in-base64': smallHex,
  'sha256-as-rsa': rsaDigest,
  'sha1-as-rsa2': rsaDigest,
  'other-sign-type': signLast,
  'sign-missing': signLast,
  'base64-changed': plainBase64,
  'charset-only-in-url': signCharset,
  'charset-left-out': signCharset,
  'charset-not-sent': signCharset,
  'json-reencoded': oneJson,
  'changed-after-signing': signLast,
};

export const linesFor = (cause: CauseName): Lines => byCause[cause];
