import glob
import os

KNOBS = (
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/modprobe",
    "/proc/sys/kernel/hotplug",
    "/proc/sys/vm/overcommit_memory",
    "/proc/sys/kernel/hostname",
    "/proc/sys/kernel/domainname",
    "/proc/sys/kernel/pid_max",
    "/proc/sys/net/ipv4/ip_forward",
    "/proc/sysrq-trigger",
    "/proc/sys/fs/binfmt_misc/register",
    "/proc/sys/kernel/yama/ptrace_scope",
    "/proc/sys/kernel/shmmax",
    "/proc/sys/kernel/ns_last_pid",
    "/proc/sys/fs/mqueue/msg_max",
    "/proc/pressure/memory",
    "/sys/kernel/uevent_helper",
    "/sys/kernel/mm/ksm/run",
    "/sys/power/state",
    "/sys/fs/cgroup/release_agent",
    "/sys/fs/cgroup/cgroup.procs",
    "/sys/fs/cgroup/memory.max",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    "/sys/fs/cgroup/pids/pids.max",
    "/sys/fs/cgroup/cpu/cpu.shares",
    "/sys/fs/selinux/enforce",
)


def written(path):
    with open(path, "r+") as file:
        before = file.read(100)
        file.seek(0)
        file.write(before or "0")
        file.flush()
    return path


def attempts(host):
    more = [
        *glob.glob("/sys/fs/cgroup/*/release_agent"),
        *glob.glob("/sys/fs/cgroup/*/tasks"),
        *glob.glob("/sys/fs/cgroup/*/cgroup.procs"),
    ]
    return [
        *(lambda path=path: written(path) for path in (*KNOBS, *more)),
        lambda: os.mkdir("/sys/fs/cgroup/escape") or "cgroup",
        *(lambda place=place: os.mkdir(f"{place}/escape") or place for place in glob.glob("/sys/fs/cgroup/*/")),
    ]


def name():
    return "outside"
