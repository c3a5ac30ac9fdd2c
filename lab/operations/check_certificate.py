"""Makes a TLS connection as Telegram does: from a client that trusts nothing
but the certificate, to a server that has the certificate and its key.

Standard input is the key and the certificate in PEM; the argument is the
server's name. Prints the names in the certificate and the bits of its key.
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
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(file.name)
client_context = ssl.create_default_context(cadata=pem[start:])
server_socket, client_socket = socket.socketpair()


def serve():
    with server_context.wrap_socket(server_socket, server_side=True) as server:
        server.recv(1)


thread = threading.Thread(target=serve)
thread.start()
with client_context.wrap_socket(client_socket, server_hostname=sys.argv[1]) as client:
    client.send(b"1")
thread.join()
certificate = x509.load_pem_x509_certificate(pem[start:].encode())
names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
print(*names.value.get_values_for_type(x509.DNSName), certificate.public_key().key_size)
