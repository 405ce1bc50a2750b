import os
import subprocess

FILES = (
    "/proc/kcore",
    "/proc/kmem",
    "/dev/mem",
    "/dev/kmem",
    "/dev/port",
    "/proc/keys",
    "/proc/timer_list",
    "/proc/kmsg",
    "/dev/kmsg",
    "/proc/sched_debug",
    "/sys/kernel/debug/tracing/trace",
    "/sys/kernel/vmcoreinfo",
    "/sys/firmware/acpi/tables/DSDT",
    "/sys/class/dmi/id/product_uuid",
    "/proc/slabinfo",
    "/proc/vmallocinfo",
    "/etc/machine-id",
)


def read(path):
    with open(path, "rb") as file:
        return file.read(64).strip(b"\0\n ")


def addresses():
    with open("/proc/kallsyms") as file:
        return [line for line in (file.readline() for _ in range(100)) if line.strip() and int(line.split()[0], 16)]


def attempts(host):
    return [
        *(lambda path=path: read(path) for path in FILES),
        addresses,
        lambda: subprocess.run(["dmesg"], capture_output=True).stdout,
    ]


def name():
    return "outside"
