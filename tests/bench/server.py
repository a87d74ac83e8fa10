"""The program over an empty database of its own, for benchmarks. It listens on loopback alone and
is ended with them."""
import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "target/release/factcheck"
PORT = int(os.environ.get("PORT", 18091))
DEPTH = 50


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000


class Server:
    """The program over an empty database of its own."""

    def __init__(self, folder):
        self.data = Path(folder) / "data"
        os.chmod(folder, 0o711)
        environment = {**os.environ, "FACTCHECK_LOG": "warn", "FACTCHECK_RATE_LIMITS": "off"}
        self.process = subprocess.Popen([PROGRAM, "serve", "--data-dir", self.data, "--bind", f"127.0.0.1:{PORT}"], env=environment)
        while True:
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
                if self.get("/readyz")["search"]["status"] == "following":
                    break
            except OSError:
                pass
            if self.process.poll() is not None:
                sys.exit("the server ended")
            time.sleep(0.1)

    def close(self):
        self.process.terminate()
        self.process.wait()

    def key(self, *arguments):
        command = [PROGRAM, "--data-dir", self.data, "keys", "create", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def call(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path[:80]}: {answer.status} {text[:300]}")
        return text

    def get(self, path):
        return json.loads(self.call("GET", path))

    def match(self, text):
        body = json.dumps({"text": text, "limit": DEPTH})
        data = json.loads(self.call("POST", "/v1/claims/match", body, {"Content-Type": "application/json"}))["data"]
        return [(hit["claim"]["id"], hit["confidence"]) for hit in data]

    def search(self, text):
        data = self.get("/v1/claims?" + urlencode({"q": text[:2000], "limit": DEPTH}))["data"]
        return [(claim["id"], 0) for claim in data]
