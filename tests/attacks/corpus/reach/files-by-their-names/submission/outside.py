import os

PLACES = (
    "/root/.ssh",
    "/root/.bash_history",
    "/root/.docker",
    "/etc/ssh",
    "/etc/sudoers",
    "/var/lib/docker",
    "/var/log/syslog",
    "/var/lib/dpkg/info/sudo.list",
    "/boot/grub",
    "/etc/crontab",
    "/srv/kata",
    "/var/spool/cron",
)


def read(path):
    with open(path, "rb") as file:
        return file.read(100)


def written(path):
    with open(path, "ab") as file:
        return file.write(b"was here") and path


def attempts(host):
    folder = os.path.dirname(host["file"])
    return [
        lambda: read(host["file"]),
        lambda: written(host["file"]),
        lambda: os.stat(host["file"]).st_ino,
        lambda: os.listdir(folder),
        lambda: os.listdir(os.path.dirname(folder)),
        lambda: written(folder + "/new"),
        lambda: os.chmod(host["file"], 0o777) or "chmod",
        lambda: os.link(host["file"], "/box/work/link") or "link",
        lambda: os.symlink(host["file"], "/box/work/symlink") or read("/box/work/symlink"),
        lambda: os.rename(folder, folder + "-moved") or "rename",
        lambda: read("/etc/shadow"),
        lambda: read("/etc/gshadow"),
        *(lambda place=place: os.path.exists(place) and os.access(place, os.R_OK) and place for place in PLACES),
    ]


def name():
    return "outside"
