"""What the emulator needs below `target/`: virtual environments, and what starts a Java function."""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PROJECT = HERE.parent.parent
TARGET = HERE / "target"

NATIVE_LIBRARY = "libaws-lambda-jni.so"


def engines() -> Path:
    """The Python that runs both engines."""
    return _environment("engines", HERE / "requirements-emulator.txt")


def sam() -> Path:
    """The Python beside SAM CLI and cfn-lint, whose pins clash with the engines'."""
    return _environment("sam", HERE / "requirements-sam.txt")


def java_home() -> Path:
    """A JDK as the rest of the project finds it."""
    found = subprocess.run([PROJECT / ".mvn" / "find-jdk"], stdout=subprocess.PIPE, text=True, check=True)
    return Path(found.stdout.strip())


def interface_client() -> Path:
    """A folder with the jars of Lambda's runtime interface client, and its native library."""
    pom = HERE / "interface-client.pom.xml"
    with _made_from("interface-client", pom) as folder:
        if folder is not None:
            _tell("copying Lambda's runtime interface client")
            subprocess.run(
                [PROJECT / "mvnw", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={folder}"],
                env={**os.environ, "JAVA_HOME": str(java_home())},
                stdout=sys.stderr,
                check=True,
            )
            _unpack_native_library(folder)
    return TARGET / "interface-client"


def _unpack_native_library(folder: Path) -> None:
    machine = {"arm64": "aarch_64", "aarch64": "aarch_64"}.get(platform.machine(), "x86_64")
    [jar] = folder.glob("aws-lambda-java-runtime-interface-client-*.jar")
    with zipfile.ZipFile(jar) as content:
        (folder / NATIVE_LIBRARY).write_bytes(content.read(f"jni/libaws-lambda-jni.linux-{machine}.so"))


def _environment(name: str, requirements: Path) -> Path:
    with _made_from(name, requirements) as folder:
        if folder is not None:
            _tell(f"installing what {requirements.name} lists; the first time takes a minute or two")
            venv.create(folder, with_pip=True)
            pip = [folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
            subprocess.run([*pip, "-r", requirements], stdout=sys.stderr, check=True)
    return TARGET / name / "bin" / "python"


@contextmanager
def _made_from(name: str, source: Path) -> Iterator[Path | None]:
    """The folder, empty, if it has to be made; None if it was made from what the source says now."""
    folder, stamp = TARGET / name, TARGET / name / ".made-from"
    wanted = hashlib.sha256(source.read_bytes() + sys.version.encode()).hexdigest()
    TARGET.mkdir(exist_ok=True)
    with (TARGET / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another launcher may be making it
        if stamp.exists() and stamp.read_text() == wanted:
            yield None
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
        stamp.write_text(wanted)


def _tell(message: str) -> None:
    print(f"emulator: {message}", file=sys.stderr, flush=True)
