"""The driver for Java: its classes, compiled from ``sandbox/drivers/java`` once for a machine and kept.

Compiling takes as long as five checks, so it is not done in a sandbox. What is compiled is our own source, by the
machine's own compiler. The image has the classes already (``sandbox/images``), with an archive from which Java
starts quicker, and a machine without a Java development kit puts nothing in.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path

from sandbox import cache
from sandbox.drivers import Program
from sandbox.errors import SandboxUnavailable

SOURCES = Path(__file__).parent / "java"
RELEASE = "17"
"""The oldest Java that runs it."""
JAR = "driver.jar"
IMAGE_FOLDER = "/usr/local/lib/kata-java"
"""Where the image has the same classes."""
_COMPILE_SECONDS = 120
_COMPILER_OPTIONS = ("-proc:none", "-g:none", "-encoding", "UTF-8")
_OPTIONS = (
    *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"),
    *(f"-XX:SharedArchiveFile={IMAGE_FOLDER}/driver.jsa", "-Xlog:disable"),
    *("-XX:MaxRAM={memory_mib}m", "-XX:MaxRAMPercentage=60"),
    *("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null", "-Dfile.encoding=UTF-8"),
)


@lru_cache(maxsize=1)
def java_program() -> Program:
    """The driver of the function grader for Java 17 and newer.

    Raises:
        SandboxUnavailable: there is a compiler on this machine, and it does not compile the driver.
    """
    compiler = shutil.which("javac")
    files = {JAR: _kept(compiler)} if compiler else {}
    argv = ("java", *_OPTIONS, "-cp", f"{IMAGE_FOLDER}/{JAR}:../lib/{JAR}", "org.kata.driver.Main")
    return Program(files, argv)


def sources() -> list[Path]:
    """The files that the driver is made of."""
    return sorted(SOURCES.glob("*.java"))


def _kept(compiler: str) -> bytes:
    """The driver's classes, from the machine's cache where they are in it."""
    digest = hashlib.sha256(RELEASE.encode())
    for path in sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    place = cache.home() / f"java-driver-{digest.hexdigest()[:16]}.jar"
    try:
        return place.read_bytes()
    except OSError:  # not there yet
        made = _compiled(compiler)
    cache.keep(place, made)
    return made


def _compiled(compiler: str) -> bytes:
    """The driver's classes in a jar, which is read quicker for not being compressed."""
    with tempfile.TemporaryDirectory(prefix="kata-javac-") as folder:
        argv = [compiler, *("--release", RELEASE), *_COMPILER_OPTIONS, "-d", folder, *map(str, sources())]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=_COMPILE_SECONDS, check=False)
        if done.returncode:
            said = f"{done.stderr}{done.stdout}".strip()[-2000:]
            raise SandboxUnavailable(
                f"{compiler} does not compile kata's Java driver. It needs Java {RELEASE} or newer.\n{said}"
            )
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as jar:
            for path in sorted(Path(folder).rglob("*.class")):
                jar.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes())
    return packed.getvalue()
