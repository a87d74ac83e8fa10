"""The program over an empty database of its own, for benchmarks. It listens on loopback alone, and
is ended with them, however they end."""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "target/release/factcheck"
JSON = {"Content-Type": "application/json"}
PATIENCE = 120


def end(number, _frame):
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(f"ended by {signal.Signals(number).name}")


# What is under way then is left as after any fault: through __exit__.
for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(each, end)


class Refused(Exception):
    """An answer of 400 or more. Of what was asked it tells nothing: texts are not printed."""

    def __init__(self, method, path, status, body):
        try:
            problem = json.loads(body)
            code = problem.get("code")
            places = [f"{fault['pointer']} {fault['code']}" for fault in problem.get("errors", [])]
        except ValueError:
            code, places = None, []
        super().__init__(f"{method} {path.split('?')[0]}: {status} {code} {', '.join(places)}")
        self.status = status


def match(text, **more):
    """A request that matches a text."""
    return "POST", "/v1/claims/match", json.dumps({"text": text, **more}).encode(), JSON


def search(q, **more):
    """A request that searches claims."""
    return "GET", "/v1/claims?" + urlencode({"q": q, **more}), None, {}


def percentile(times, share):
    """Of seconds, in milliseconds, by nearest rank."""
    return sorted(times)[max(0, -(-len(times) * round(share * 100) // 100) - 1)] * 1000


class Server:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.process = None
        try:
            self.start()
            self.wait_until(self.is_following)
        except BaseException:
            self.stop(is_started=False)
            raise
        return self

    def __exit__(self, *_):
        self.stop(is_started=True)

    def start(self):
        # PostgreSQL, which is run by another user where root runs this, has to get through.
        os.chmod(self.folder.name, 0o711)
        self.data = Path(self.folder.name) / "data"
        # Nothing that is set outside leads to another database.
        kept = {"FACTCHECK_POSTGRES_BIN"}
        self.environment = {
            name: value for name, value in os.environ.items()
            if name in kept or not name.startswith(("FACTCHECK_", "PG", "DATABASE_URL"))
        } | {
            "FACTCHECK_DATA_DIR": str(self.data),
            "FACTCHECK_LOG": "warn",
            "FACTCHECK_RATE_LIMITS": "off",
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        bind = f"127.0.0.1:{self.port}"
        self.process = subprocess.Popen([PROGRAM, "serve", "--bind", bind], env=self.environment)

    def is_following(self):
        if self.process.poll() is not None:
            raise RuntimeError("the server has ended by itself")
        try:
            self.connect()
            return json.loads(self.call("GET", "/readyz"))["search"]["status"] == "following"
        except (OSError, http.client.HTTPException, Refused):
            return False

    def wait_until(self, is_so):
        until = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > until:
                raise RuntimeError(f"{is_so.__name__} was not so within {PATIENCE} s")
            time.sleep(0.1)

    def stop(self, is_started):
        if self.process:
            # Before it is there it would leave the PostgreSQL that it is making alone.
            try:
                is_started or self.wait_until(self.is_following)
            except RuntimeError:
                pass
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.stop_postgres()
        self.folder.cleanup()

    def stop_postgres(self):
        """Ends the one that a server leaves alone that was killed."""
        try:
            lines = (self.data / "postgres/postmaster.pid").read_text().splitlines()
            while True:
                os.kill(int(lines[0]), signal.SIGQUIT)
                time.sleep(0.1)
        except (OSError, IndexError, ValueError):
            pass

    def connect(self):
        """Opens the one connection of the requests to come; one that is closed is a fault."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        self.connection.connect()
        self.connection.auto_open = 0

    def call(self, method, path, body=None, headers={}):
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        read = answer.read()
        if answer.status >= 400:
            raise Refused(method, path, answer.status, read)
        return read

    def run(self, *arguments):
        """Another command of the program, beside the server; what it prints."""
        command = [PROGRAM, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"factcheck {arguments[0]} failed: {done.stderr[-500:]}")
        return done.stdout.strip()

    def psql(self, *arguments, **more):
        """What psql prints of the server's database."""
        socket_folder = (self.data / "postgres/postmaster.pid").read_text().splitlines()[4]
        where = {"PGHOST": socket_folder, "PGUSER": "factcheck", "PGDATABASE": "factcheck"}
        command = ["psql", "-XqtA", "-v", "ON_ERROR_STOP=1", *arguments]
        environment = self.environment | where
        more |= {"stdout": subprocess.PIPE, "text": True, "check": True}
        return subprocess.run(command, env=environment, **more).stdout
