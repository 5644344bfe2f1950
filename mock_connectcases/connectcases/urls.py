"""The URLs of the service, under the two names that moto derives from ``models``."""

from __future__ import annotations

from mock_connectcases.connectcases.hosts import URL_BASE
from mock_connectcases.connectcases.responses import ConnectCasesResponse

url_bases = [URL_BASE]

url_paths = {
    "{0}/$": ConnectCasesResponse.dispatch,
    "{0}/(?P<path>.+)$": ConnectCasesResponse.dispatch,
}
