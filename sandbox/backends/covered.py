"""What is covered up of the kernel's own file systems: what tells of the machine, and what no solution needs."""

from __future__ import annotations

PROC = (
    *("acpi", "asound", "interrupts", "kcore", "keys", "latency_stats", "pressure", "sched_debug", "scsi"),
    *("timer_list", "timer_stats"),
)
"""Names below ``/proc``: Docker's list and, because it can be written to, ``pressure``."""
SYS = ("block", "bus", "class", "dev", "firmware", "hypervisor", "kernel", "module", "power")
"""Names below ``/sys``, where there is one. What is left says how many processors and how much memory there are."""
