import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A till with the JDK alone: pay, poll, cancel.
 *
 * <pre>java Till.java CODE AMOUNT [ID]</pre>
 *
 * <p>Ends with 0 when it is paid, 1 when it is not paid, and 2 when that is not known: then neither
 * hand over the goods nor take the money again. Needs Java 17.
 */
public final class Till {
  static final String GATEWAY = setting("GATEWAY", "http://127.0.0.1:8700/gateway.do");
  static final String PARTNER = setting("PARTNER_ID", "2088000000000001");
  static final String KEY = setting("PARTNER_KEY", "0123456789abcdef0123456789abcdef");

  // In seconds, as the documents advise.
  static final Duration FIRST_QUERY = seconds("FIRST_QUERY", "5");
  static final Duration QUERY_EVERY = seconds("QUERY_EVERY", "3");
  static final Duration DEADLINE = seconds("DEADLINE", "60");
  static final Duration CANCEL_BUDGET = seconds("CANCEL_BUDGET", "30");

  static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

  /** Codes that mean "not paid". After any other one, also a new one, the order is looked for. */
  static final Set<String> REFUSED =
      Set.of(
          ("ACCESS_FORBIDDEN BEYOND_PAY_RESTRICTION BEYOND_PER_RECEIPT_RESTRICTION"
                  + " BUYER_BALANCE_NOT_ENOUGH BUYER_BANKCARD_BALANCE_NOT_ENOUGH"
                  + " BUYER_ENABLE_STATUS_FORBID BUYER_NOT_EXIST CONTEXT_INCONSISTENT"
                  + " BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR"
                  + " ILLEGAL_ARGUMENT ILLEGAL_PARTNER ILLEGAL_PARTNER_EXTERFACE ILLEGAL_SIGN"
                  + " INVALID_PARAMETER NOT_SUPPORT_PAYMENT_INST SELLER_BEEN_BLOCKED SELLER_NOT_EXIST"
                  + " SOUNDWAVE_PARSER_FAIL TOTAL_FEE_EXCEED TRADE_BUYER_NOT_MATCH TRADE_HAS_CLOSE"
                  + " UN_SUPPORT_BIZ_TYPE")
              .split(" "));

  public static void main(String[] words) throws InterruptedException {
    if (words.length < 2 || words.length > 3 || !words[1].matches("[0-9]+(\\.[0-9]{1,2})?")) {
      System.err.println("Usage: Till.java CODE AMOUNT [ORDER], such as 39.25");
      System.exit(64);
    }
    // A decimal, never a double.
    String amount = new BigDecimal(words[1]).setScale(2).toPlainString();
    String id = words.length > 2 ? words[2] : "T-" + System.nanoTime();
    String outcome = collect(words[0], amount, id);
    System.out.println(id + " " + outcome);
    System.exit(outcome.equals("paid") ? 0 : outcome.equals("unknown") ? 2 : 1);
  }

  static String collect(String code, String amount, String id) throws InterruptedException {
    long until = System.nanoTime() + DEADLINE.toNanos();
    Map<String, String> payment = new TreeMap<>();
    payment.put("alipay_seller_id", PARTNER);
    payment.put("biz_product", "OVERSEAS_MBARCODE_PAY");
    payment.put("buyer_identity_code", code);
    payment.put("currency", "HKD");
    payment.put("identity_code_type", "barcode");
    payment.put("partner_trans_id", id);
    payment.put("trans_amount", amount);
    payment.put("trans_name", "奶茶 Milk tea");
    Map<String, String> reply =
        call("alipay.acquire.overseas.spot.pay", payment, "partner_trans_id");
    if ("SUCCESS".equals(reply.get("result_code"))) return "paid";
    String error = errorOf(reply);
    boolean isOpen = "UNKNOW".equals(reply.get("result_code"));
    if (!isOpen && REFUSED.contains(error)) return "not paid: " + error;
    // UNKNOW, SYSTEM_ERROR, or no believable reply: the payment is not sent again, it is looked for.
    Duration pause = FIRST_QUERY;
    while (System.nanoTime() + pause.toNanos() < until) {
      Thread.sleep(pause.toMillis());
      pause = QUERY_EVERY;
      Map<String, String> query = Map.of("partner_trans_id", id);
      reply = call("alipay.acquire.overseas.query", query, "partner_trans_id");
      String status = reply.getOrDefault("alipay_trans_status", "");
      if (status.equals("TRADE_SUCCESS") || status.equals("TRADE_FINISHED")) return "paid";
      if (status.equals("TRADE_CLOSED")) return "not paid: closed";
    }
    return cancel(id);
  }

  /** Repeats until the gateway has confirmed it; a payment that comes later is given back. */
  static String cancel(String id) throws InterruptedException {
    long until = System.nanoTime() + CANCEL_BUDGET.toNanos();
    while (System.nanoTime() < until) {
      String now = String.valueOf(System.currentTimeMillis());
      Map<String, String> fields = Map.of("out_trade_no", id, "timestamp", now);
      Map<String, String> reply = call("alipay.acquire.cancel", fields, "out_trade_no");
      if ("SUCCESS".equals(reply.get("result_code"))) return "not paid: cancelled";
      Thread.sleep(QUERY_EVERY.toMillis());
    }
    return "unknown";
  }

  /** The fields of the reply; none when it proves nothing. */
  static Map<String, String> call(String service, Map<String, String> fields, String idField)
      throws InterruptedException {
    Map<String, String> form = new TreeMap<>(fields);
    form.put("service", service);
    form.put("partner", PARTNER);
    form.put("_input_charset", "UTF-8");
    form.put("sign", signature(form));
    form.put("sign_type", "MD5");
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(GATEWAY + "?_input_charset=UTF-8"))
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      byte[] bytes = HTTP.send(request, BodyHandlers.ofByteArray()).body();
      return read(bytes, fields.get(idField), idField);
    } catch (IOException | SAXException | RuntimeException failure) {
      // Whatever it is, the gateway may have taken the money.
      return Map.of();
    }
  }

  static Map<String, String> read(byte[] body, String id, String idField)
      throws IOException, SAXException {
    Element reply = parse(body);
    String sign = "";
    Map<String, String> fields = new TreeMap<>();
    for (Node part = reply.getFirstChild(); part != null; part = part.getNextSibling()) {
      switch (part.getNodeName()) {
        // The gateway does not sign a refusal: never book money on it.
        case "error" -> {
          return Map.of("error", part.getTextContent());
        }
        case "response" -> {
          Node field = part.getFirstChild().getFirstChild();
          for (; field != null; field = field.getNextSibling()) {
            fields.put(field.getNodeName(), field.getTextContent());
          }
        }
        case "sign" -> sign = part.getTextContent();
        default -> {}
      }
    }
    boolean isSigned = MessageDigest.isEqual(utf8(signature(fields)), utf8(sign));
    // Signed, but for another order: an old reply that was played back.
    boolean isAboutIt = fields.getOrDefault(idField, id).equals(id);
    return isSigned && isAboutIt ? fields : Map.of();
  }

  static Element parse(byte[] body) throws IOException, SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** MD5 over the raw values, sorted by name, without empty ones, followed by the key. */
  static String signature(Map<String, String> fields) {
    String text =
        new TreeMap<>(fields)
            .entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .filter(each -> !each.getKey().equals("sign") && !each.getKey().equals("sign_type"))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(utf8(text + KEY)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String errorOf(Map<String, String> reply) {
    return reply.getOrDefault("error", reply.getOrDefault("detail_error_code", ""));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String setting(String name, String usual) {
    return System.getenv().getOrDefault(name, usual);
  }

  static Duration seconds(String name, String usual) {
    return Duration.ofMillis(new BigDecimal(setting(name, usual)).movePointRight(3).longValue());
  }
}
