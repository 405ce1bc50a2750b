import os
import subprocess

PLACES = ("/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/bin", "/bin", "/sbin", "/usr/libexec")


def marked():
    for place in PLACES:
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            try:
                if entry.is_file() and entry.stat().st_mode & 0o6000:
                    yield entry.path
            except OSError:
                continue


def effective(path):
    """Whom it runs as, if not as us: while it waits for a password or a line."""
    process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with open(f"/proc/{process.pid}/status") as file:
            ids = next(line for line in file if line.startswith("Uid:")).split()[1:]
        return set(ids) != {str(os.getuid())} and (path, ids)
    finally:
        process.kill()
        process.communicate()


def made():
    with open("/usr/bin/id", "rb") as file, open("/box/work/id", "wb") as copy:
        copy.write(file.read())
    os.chmod("/box/work/id", 0o6755)
    said = subprocess.run(["/box/work/id"], capture_output=True, text=True).stdout
    return "euid" in said and said


def attempts(host):
    return [
        *(lambda path=path: effective(path) for path in marked()),
        made,
        lambda: os.setuid(0) or "uid 0",
        lambda: os.setgid(0) or "gid 0",
        lambda: os.setresuid(-1, 0, -1) or "euid 0",
        lambda: os.setgroups([0]) or "group 0",
        lambda: os.getuid() == 0 and "root",
        lambda: (
            subprocess.run(["su", "-c", "id"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0 and "su"
        ),
        lambda: subprocess.run(["sudo", "-n", "id"], capture_output=True).returncode == 0 and "sudo",
    ]


def name():
    return "outside"
