"""Serves AWS's protocol on this machine: moto with the project's corrections.

    python aws_moto.py [--host 127.0.0.1] [--port 0]
                       [--while-stdin-is-open] [--many-turns]

Port 0 takes a free one. Prints `Listening on http://HOST:PORT` when it is ready.
With --while-stdin-is-open it ignores Ctrl-C and exits when its standard input
is closed: it outlives its clients, but not the program that started it.
With --many-turns its threads switch as often as possible, so that tests find
race conditions.
"""
import argparse
import importlib
import logging
import os
import signal
import sys
import threading

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

CORRECTIONS = (
    "ansible_modules",
    "dynamodb",
    "ec2",
    "iam",
    "iam_resources",
    "iam_statements",
    "sqs_attributes",
    "sqs_receipts",
    "sqs_receives",
    "sqs_sends",
)


def exit_with_stdin():
    while sys.stdin.buffer.read(1024):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-H", "--host", default="127.0.0.1")
    parser.add_argument("-p", "--port", type=int, default=0)
    parser.add_argument("--while-stdin-is-open", action="store_true")
    parser.add_argument("--many-turns", action="store_true")
    arguments = parser.parse_args()

    for correction in CORRECTIONS:
        importlib.import_module(f"corrections.{correction}").apply()
    # no line per request
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    if arguments.while_stdin_is_open:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=exit_with_stdin, daemon=True).start()

    if arguments.many_turns:
        sys.setswitchinterval(1e-6)

    server = make_server(
        arguments.host,
        arguments.port,
        DomainDispatcherApplication(create_backend_app),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    # moto reads its own address from it
    os.environ["MOTO_PORT"] = str(server.port)
    print(f"Listening on http://{arguments.host}:{server.port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
