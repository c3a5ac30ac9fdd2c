"""Makes a TLS connection as Telegram does: a client that trusts just the
certificate, to a server that has it and its key.

Standard input is the key and the certificate in PEM; the argument is the
server's name. Prints who the server is, and what key it has.
"""
import socket
import ssl
import sys
import tempfile
import threading

from cryptography import x509

pem = sys.stdin.read()
start = pem.index("-----BEGIN CERTIFICATE-----")
with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
    file.write(pem)
    file.flush()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file.name)
trusting = ssl.create_default_context(cadata=pem[start:])
ours, theirs = socket.socketpair()


def serve():
    with serving.wrap_socket(ours, server_side=True) as server:
        server.recv(1)


thread = threading.Thread(target=serve)
thread.start()
with trusting.wrap_socket(theirs, server_hostname=sys.argv[1]) as client:
    client.send(b"1")
thread.join()
certificate = x509.load_pem_x509_certificate(pem[start:].encode())
names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
print(*names.value.get_values_for_type(x509.DNSName), certificate.public_key().key_size)
