"""Exceptions of the network in the words people read: no class names, no error numbers.

The libraries wrap one another's exceptions, so the whole chain of causes is searched for the
one that says most.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from errno import EHOSTUNREACH, ENETUNREACH

from model.source import FetchFailed, Trouble
from monitors.web.addresses import ForbiddenAddressError, Reach
from monitors.web.answers import host_of


class NameNotFoundError(OSError):
    """The name of a host has no address."""


class HungUpError(OSError):
    """The server closed the connection without an answer."""


# OpenSSL's X509_V_ERR_* numbers (x509_vfy.h), which are part of its interface.
_CERTIFICATE = {
    9: "it begins only in the future",
    10: "expired",
    18: "it is signed by the server itself",
    19: "it is signed by the server itself",
    20: "it is signed by nobody known here, or the server leaves out a part of the chain",
    21: "it is signed by nobody known here, or the server leaves out a part of the chain",
    23: "revoked",
    62: "it is for another name",
    64: "it is for another address",
}
_NOT_THE_WEB = "WRONG_VERSION_NUMBER"


def network_fault(url: str, error: BaseException) -> FetchFailed:
    """The failure that an exception of the network stands for."""
    trouble, words = Trouble.UNREACHABLE, "{host} could not be reached"
    for cause in _causes(error):
        if known := _known(cause):
            trouble, words = known
            break
    return FetchFailed(url, trouble, words.replace("{host}", host_of(url)))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The innermost cause first, since that is where the fault is named most exactly."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return reversed(chain)


def _known(error: BaseException) -> tuple[Trouble, str] | None:
    match error:
        case ForbiddenAddressError():
            return Trouble.ADDRESS, _forbidden(error)
        case ssl.SSLError():
            return Trouble.TLS, _tls(error)
        case NameNotFoundError():
            return Trouble.UNREACHABLE, "{host} could not be found (DNS)"
        case OSError():
            return _socket(error)
        case ValueError():  # UnicodeError of a name's labels and the libraries' "invalid URL"s
            return Trouble.ADDRESS, "{host} is not in an address that can be read"
        case _:
            return None


def _forbidden(error: ForbiddenAddressError) -> str:
    if error.reach not in {Reach.PRIVATE, Reach.LOOPBACK}:
        return f"{{host}} leads to {error.reach} ({error.address}), which is never allowed"
    words = f"{{host}} leads to a private address ({error.address}), which is not allowed"
    return f"{words}: if it is meant, name {{host}} under allow_private_addresses in rules.yaml"


def _tls(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = _CERTIFICATE.get(error.verify_code, error.verify_message)
        return f"the certificate of {{host}} is not valid: {reason}"
    if error.reason == _NOT_THE_WEB:
        return "{host} does not speak https at this address"
    return "no encrypted connection to {host} could be agreed on (TLS)"


def _socket(error: OSError) -> tuple[Trouble, str] | None:
    match error:
        case TimeoutError():
            return Trouble.TIMEOUT, "{host} did not answer in time"
        case ConnectionRefusedError():
            return Trouble.UNREACHABLE, "{host} refused the connection"
        case HungUpError() | ConnectionResetError() | BrokenPipeError():
            return Trouble.UNREACHABLE, "{host} broke off the connection"
        case OSError(errno=number) if number in {ENETUNREACH, EHOSTUNREACH}:
            return Trouble.UNREACHABLE, "there is no way to {host} from this machine's network"
        case _:
            return None
