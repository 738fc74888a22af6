"""How the log store keeps the fields that the cases use, written from the documentation of the fields only.

A field has a type, and may have a value for null, a letter case, a nested object that it is part of, or another name.
"""

import ipaddress
from collections import namedtuple

Field = namedtuple("Field", "kind null case nested alias", defaults=(None, None, None, None))

KEYWORD = Field("keyword")
LONG = Field("long")
PORT = Field("long", null=0)
ADDRESS = Field("ip", null="0.0.0.0")


def _all(field, *names):
    return {name: field for name in names}


_FLOWS = {
    **_all(KEYWORD, "host", "action", "reporter", "proto", "dest_domains", "dest_service_port"),
    **_all(KEYWORD, "source_name", "source_name_aggr", "source_namespace", "source_type"),
    **_all(KEYWORD, "dest_name", "dest_name_aggr", "dest_namespace", "dest_type"),
    **_all(LONG, "bytes_in", "bytes_out", "packets_in", "packets_out", "num_flows"),
    **_all(ADDRESS, "source_ip", "dest_ip"),
    **_all(PORT, "source_port", "dest_port"),
    "original_source_ips": Field("ip"),
    "dest_port_num": Field("long", null=0, alias="dest_port"),
    "source_labels.labels": Field("keyword", nested="source_labels"),
    "dest_labels.labels": Field("keyword", nested="dest_labels"),
}

_DNS = {
    **_all(KEYWORD, "host", "type", "client_name", "client_name_aggr", "client_namespace"),
    **_all(LONG, "count", "latency_max"),
    "client_ip": ADDRESS,
    "qname": Field("keyword", case="lower"),
    **_all(Field("keyword", case="upper"), "qtype", "qclass", "rcode"),
    "servers.name": Field("keyword", nested="servers"),
    "servers.ip": Field("ip", nested="servers"),
    "rrsets.name": Field("keyword", nested="rrsets", case="lower"),
    "rrsets.type": Field("keyword", nested="rrsets", case="upper"),
    "rrsets.rdata": Field("keyword", nested="rrsets"),
}

_L7 = {
    **_all(KEYWORD, "host", "url", "method", "user_agent", "response_code", "type"),
    **_all(KEYWORD, "src_name_aggr", "src_namespace", "dest_name_aggr", "dest_namespace"),
    **_all(LONG, "duration_mean", "duration_max", "bytes_in", "bytes_out", "count"),
    **_all(PORT, "source_port_num", "dest_port_num"),
}

_AUDIT = {
    **_all(KEYWORD, "apiVersion", "kind", "auditID", "level", "verb", "name", "requestURI"),
    **_all(KEYWORD, "objectRef.resource", "objectRef.namespace", "objectRef.name"),
    **_all(KEYWORD, "user.username", "user.groups", "responseObject.kind"),
    "responseStatus.code": LONG,
}

FIELDS = {"flows": _FLOWS, "dns": _DNS, "l7": _L7, "audit": _AUDIT}


class Rejected(Exception):
    """The log store does not accept the row."""


def path_values(value, path):
    """All values at a path, through lists and objects; a dot in a key is a step as well."""
    if isinstance(value, list):
        return [found for item in value for found in path_values(item, path)]
    if path == "":
        return [value]
    if not isinstance(value, dict):
        return []
    found = []
    for key, inner in value.items():
        if path == key:
            found += path_values(inner, "")
        elif path.startswith(key + "."):
            found += path_values(inner, path[len(key) + 1 :])
    return found


def indexed(field, raw):
    """What the index contains for the values of a field."""
    values = []
    for value in raw:
        if value is None:
            value = field.null
        if value is not None:
            values.append(_convert(field, value))
    return values


def _convert(field, value):
    if isinstance(value, dict):
        raise Rejected()
    if field.kind == "keyword":
        return _cased(field, _as_text(value))
    if field.kind == "ip":
        try:
            return address_number(value)
        except (ValueError, TypeError):
            raise Rejected() from None
    return _long(value)


def _as_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def _cased(field, text):
    if field.case is None:
        return text
    return text.lower() if field.case == "lower" else text.upper()


def normalized(field, text):
    """A value of a query, in the letter case of the field."""
    return _cased(field, text)


def _long(value):
    if isinstance(value, bool):
        raise Rejected()
    try:
        return int(float(value)) if not isinstance(value, int) else value
    except (ValueError, OverflowError):
        raise Rejected() from None


def address_number(text):
    """An address as a number; IPv4 addresses are those of IPv6 that they are mapped to."""
    if not isinstance(text, str):
        raise TypeError(text)
    address = ipaddress.ip_address(text)
    return int(address) + (0xFFFF << 32 if address.version == 4 else 0)


def address_text(number):
    """An address as it is the key of a group."""
    if number >> 32 == 0xFFFF:
        return str(ipaddress.IPv4Address(number & 0xFFFFFFFF))
    return str(ipaddress.IPv6Address(number))


def block_range(text):
    """The first and the last address of an address or a block."""
    network = ipaddress.ip_network(text, strict=False)
    offset = 0xFFFF << 32 if network.version == 4 else 0
    return int(network.network_address) + offset, int(network.broadcast_address) + offset
