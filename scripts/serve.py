"""A plain static file server without special headers: serve.py FOLDER [PORT]. The next free port is taken, and said."""

import functools
import http.server
import sys


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # The machine's own table may not know these, and browsers insist on them.
    extensions_map = {
        ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
        ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".ttf": "font/ttf",
        ".txt": "text/plain; charset=utf-8", ".gz": "application/octet-stream", "": "application/octet-stream",
    }  # fmt: skip

    def guess_type(self, path):
        return self.extensions_map.get("." + str(path).rsplit(".", 1)[-1].lower(), self.extensions_map[""])

    def log_message(self, *arguments):
        pass


def listen(folder, port):
    """A server on the first free port from `port` on, up to a hundred ports further."""
    for candidate in range(port, port + 100):
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", candidate), functools.partial(Handler, directory=folder))
        except OSError:
            if candidate == port:
                print(f"run: port {port} is taken; taking the next free one", flush=True)
    sys.exit(f"run: the ports {port} to {port + 99} are all taken; give another one: scripts/run PORT")


def main():
    port = sys.argv[2] if len(sys.argv) > 2 else "8000"
    if not port.isdigit() or not 0 < int(port) < 65436:
        sys.exit(f'run: "{port}" is not a port; give a number from 1 to 65435')
    server = listen(sys.argv[1], int(port))
    print(f"run: Atelier is at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


main()
