//! Okta's HTTP API as values: operation to request, response to result. No I/O.
