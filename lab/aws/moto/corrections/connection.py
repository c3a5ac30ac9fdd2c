"""Connections to clients."""
import select
import socket

from flask import has_request_context, request


def client_has_disconnected():
    """Tells whether the client of the current request has closed its connection."""
    if not has_request_context():
        return False
    connection = request.environ["werkzeug.socket"]
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True
