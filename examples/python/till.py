#!/usr/bin/env python3
"""A till with the standard library alone: pay, poll, cancel.

    python3 till.py CODE AMOUNT [ID]

Ends with 0 when it is paid, 1 when it is not paid, and 2 when that is not known: then neither hand over
the goods nor take the money again.
"""
import hashlib
import hmac
import os
import re
import sys
import time
from decimal import Decimal
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

GATEWAY = os.environ.get("GATEWAY", "http://127.0.0.1:8700/gateway.do")
PARTNER = os.environ.get("PARTNER_ID", "2088000000000001")
KEY = os.environ.get("PARTNER_KEY", "0123456789abcdef0123456789abcdef")
# In seconds, as the documents advise.
FIRST_QUERY = float(os.environ.get("FIRST_QUERY", "5"))
QUERY_EVERY = float(os.environ.get("QUERY_EVERY", "3"))
DEADLINE = float(os.environ.get("DEADLINE", "60"))
CANCEL_BUDGET = float(os.environ.get("CANCEL_BUDGET", "30"))

# Codes that mean "not paid". After any other one, also one of no document, the order is looked for.
REFUSED = frozenset(
    """ACCESS_FORBIDDEN BEYOND_PAY_RESTRICTION BEYOND_PER_RECEIPT_RESTRICTION BUYER_BALANCE_NOT_ENOUGH
    BUYER_BANKCARD_BALANCE_NOT_ENOUGH BUYER_ENABLE_STATUS_FORBID BUYER_NOT_EXIST CONTEXT_INCONSISTENT
    BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR ILLEGAL_ARGUMENT
    ILLEGAL_PARTNER ILLEGAL_PARTNER_EXTERFACE ILLEGAL_SIGN INVALID_PARAMETER NOT_SUPPORT_PAYMENT_INST
    SELLER_BEEN_BLOCKED SELLER_NOT_EXIST SOUNDWAVE_PARSER_FAIL TOTAL_FEE_EXCEED TRADE_BUYER_NOT_MATCH
    TRADE_HAS_CLOSE UN_SUPPORT_BIZ_TYPE""".split()
)


def signature(fields):
    """MD5 over the raw values, sorted by name, without empty ones, followed by the key."""
    names = sorted(name for name in fields if fields[name] and name not in ("sign", "sign_type"))
    text = "&".join(f"{name}={fields[name]}" for name in names)
    return hashlib.md5((text + KEY).encode("utf-8")).hexdigest()


def call(service, fields, id_field):
    """The fields of the reply, with `is_success`; None when it proves nothing."""
    sent = {"service": service, "partner": PARTNER, "_input_charset": "UTF-8", **fields}
    form = {**sent, "sign": signature(sent), "sign_type": "MD5"}
    request = Request(GATEWAY + "?_input_charset=UTF-8", urlencode(form).encode("ascii"))
    try:
        with urlopen(request, timeout=15) as response:
            return read(response.read(), sent[id_field], id_field)
    except Exception:  # Whatever it is, the gateway may have taken the money.
        return None


def read(body, order_id, id_field):
    # The declaration names the charset: GBK occurs even for requests in UTF-8.
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w-]+)", body)
    text = body.decode(declared[1].decode("ascii") if declared else "utf-8")
    reply = ElementTree.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text))
    if reply.findtext("is_success") != "T":
        # The gateway does not sign a refusal: never book money on it.
        return {"is_success": "F", "error": reply.findtext("error", "")}
    fields = {field.tag: field.text or "" for field in reply.find("response")[0]}
    if not hmac.compare_digest(signature(fields), reply.findtext("sign", "")):
        return None
    # Signed, but for another order: an old reply that was played back.
    if fields.get(id_field, order_id) != order_id:
        return None
    return {**fields, "is_success": "T"}


def error_of(reply):
    return reply.get("error") or reply.get("detail_error_code") or ""


def collect(code, amount, order_id):
    until = time.monotonic() + DEADLINE
    reply = call(
        "alipay.acquire.overseas.spot.pay",
        {
            "alipay_seller_id": PARTNER,
            "biz_product": "OVERSEAS_MBARCODE_PAY",
            "buyer_identity_code": code,
            "currency": "HKD",
            "identity_code_type": "barcode",
            "partner_trans_id": order_id,
            "trans_amount": amount,
            "trans_name": "奶茶 Milk tea",
        },
        "partner_trans_id",
    )
    if reply:
        if reply.get("result_code") == "SUCCESS":
            return "paid"
        if reply.get("result_code") != "UNKNOW" and error_of(reply) in REFUSED:
            return "not paid: " + error_of(reply)
    # UNKNOW, SYSTEM_ERROR, or no believable reply: the payment is not sent again, it is looked for.
    pause = FIRST_QUERY
    while time.monotonic() + pause < until:
        time.sleep(pause)
        pause = QUERY_EVERY
        query = {"partner_trans_id": order_id}
        reply = call("alipay.acquire.overseas.query", query, "partner_trans_id") or {}
        status = reply.get("alipay_trans_status", "")
        if status in ("TRADE_SUCCESS", "TRADE_FINISHED"):
            return "paid"
        if status == "TRADE_CLOSED":
            return "not paid: closed"
    return cancel(order_id)


def cancel(order_id):
    """Repeats until the gateway has confirmed it; a payment that comes later is given back."""
    until = time.monotonic() + CANCEL_BUDGET
    while time.monotonic() < until:
        fields = {"out_trade_no": order_id, "timestamp": str(int(time.time() * 1000))}
        reply = call("alipay.acquire.cancel", fields, "out_trade_no") or {}
        if reply.get("result_code") == "SUCCESS":
            return "not paid: cancelled"
        time.sleep(QUERY_EVERY)
    return "unknown"


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or not re.fullmatch(r"[0-9]+(\.[0-9]{1,2})?", sys.argv[2]):
        print("Usage: till.py CODE AMOUNT [ORDER], such as 39.25", file=sys.stderr)
        sys.exit(64)
    code, amount, *rest = sys.argv[1:]
    order_id = rest[0] if rest else f"T-{time.time_ns()}"
    # A decimal, never a float.
    outcome = collect(code, f"{Decimal(amount):.2f}", order_id)
    print(f"{order_id} {outcome}")
    sys.exit({"paid": 0, "unknown": 2}.get(outcome, 1))
