"""What a library raises -> the error that tells a person what happened.

Nothing of the library's text is passed on: it holds addresses with their tokens, and bytes of the answer.
"""

from __future__ import annotations

import errno
import socket
import ssl

import aiohttp

from syndicate.errors import FetchError, Refused
from syndicate.fetch import proxied
from syndicate.fetch.connector import AddressRefused, OwnDoor
from syndicate.fetch.limits import Limits
from syndicate.fetch.ourselves import REASON
from syndicate.fetch.redirects import Way

_NO_WAY = frozenset({errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH, errno.ETIMEDOUT})

# All that comes out of a request: a name that no codec takes is a ValueError, a closed session a RuntimeError.
RAISED = (aiohttp.ClientError, OSError, ValueError, RuntimeError)

_BY_NUMBER = {
    errno.ECONNREFUSED: "the host refuses the connection: nothing answers at this port",
    errno.EHOSTUNREACH: "no way leads to the host: is the network up?",
    errno.ENETUNREACH: "no way leads to the host: is the network up?",
    errno.EMFILE: "this process has no file descriptor left: raise its limit",
    errno.ENFILE: "this machine has no file descriptor left",
}


def fault(way: Way, error: Exception, limits: Limits) -> FetchError:
    """Translate one exception of a fetch."""
    cause = _cause(error)
    if way.proxy and (told := proxied.unreached(way, way.proxy, error, cause)):
        return told
    if isinstance(cause, AddressRefused):
        reason = f"the address policy forbids to fetch from {cause.reason}; {cause.advice}"
        return way.error(reason, Refused)
    if isinstance(cause, OwnDoor):
        return way.error(REASON, Refused)
    return way.error(
        _timeout(way, error, limits)
        or _lookup(error, cause)
        or _security(way, cause)
        or _connection(error, cause)
        or _answer(error),
        reached=bool(way.passed) or not _is_out_of_reach(error, cause),
    )


def _is_out_of_reach(error: Exception, cause: Exception) -> bool:
    """Whether no server was met: where that befalls every host, it is the network that is down."""
    if isinstance(error, aiohttp.ClientConnectorDNSError | aiohttp.ConnectionTimeoutError):
        return True
    if isinstance(error, TimeoutError):  # the total: a name server that keeps us waiting ends so
        return not isinstance(error, aiohttp.SocketTimeoutError)
    return isinstance(cause, OSError) and cause.errno in _NO_WAY


def _cause(error: Exception) -> Exception:
    """Return what the system raised, where aiohttp wraps it."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return error.certificate_error
    return error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error


def _timeout(way: Way, error: Exception, limits: Limits) -> str | None:
    by = f" through the proxy {way.proxy.shown}" if way.proxy else ""
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return f"no connection{by} within {limits.connect_s:g} s"
    if isinstance(error, aiohttp.SocketTimeoutError):
        return f"the server was silent for {limits.read_s:g} s"
    if isinstance(error, TimeoutError):
        return f"the server took more than {limits.total_s:g} s{by}"
    return None


def _lookup(error: Exception, cause: Exception) -> str | None:
    if not isinstance(error, aiohttp.ClientConnectorDNSError):
        return None
    if isinstance(cause, OSError) and cause.errno == socket.EAI_AGAIN:
        return "no answer about the name of the host: is the network up?"
    return "no host has this name: check the address"


def _security(way: Way, cause: Exception) -> str | None:
    if isinstance(cause, ssl.SSLCertVerificationError):
        told = f"the certificate of the server cannot be trusted: {cause.verify_message}"
        opened = "; if the proxy opens what is encrypted, its authority belongs into SSL_CERT_FILE"
        return told + opened if way.proxy else told
    if isinstance(cause, ssl.SSLError):
        return f"no secure connection can be made ({cause.reason or 'TLS'})"
    return None


def _connection(error: Exception, cause: Exception) -> str | None:
    if isinstance(cause, OSError) and cause.errno in _BY_NUMBER:
        return _BY_NUMBER[cause.errno]
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(cause, ConnectionResetError):
        return "the server breaks the greeting off: by https, it may not speak TLS 1.2"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "the host cannot be reached"
    if isinstance(error, OSError | aiohttp.ServerDisconnectedError):
        return "the server broke the connection off"
    return None


def _answer(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the body is damaged or broke off at once"
    if isinstance(error, aiohttp.ClientResponseError):
        return "the answer is not valid HTTP, or its headers are too long"
    if isinstance(error, ValueError):
        return "this address cannot be used: check its spelling"
    if isinstance(error, RuntimeError):
        return "the client was closed"
    return "the connection failed"
