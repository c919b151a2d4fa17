"""Java processes that fit on command."""

import os
import subprocess


class JavaWorker:
    """A Java process that says `ready`, answers lines that begin with `fit`, and ends at `quit`."""

    def __init__(self, command: list[str], arguments: list):
        self._process = subprocess.Popen(
            command + [str(argument) for argument in arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={"TF_CPP_MIN_LOG_LEVEL": "3"} | os.environ,
        )
        self._expect("ready")

    def fit(self, *words) -> tuple:
        """Returns the seconds, the iterations done and the figure that was reached."""
        self._process.stdin.write(" ".join(["fit", *map(str, words)]) + "\n")
        seconds, done, figure = self._expect("done")
        return float(seconds), int(done), float(figure)

    def close(self) -> None:
        """Ends the process."""
        if self._process.poll() is None:
            self._process.communicate("quit\n", timeout=60)

    def _expect(self, word: str) -> list[str]:
        line = self._process.stdout.readline().split()
        if not line or line[0] != word:
            raise SystemExit(f"java: expected {word!r}, got {' '.join(line)!r}")
        return line[1:]
