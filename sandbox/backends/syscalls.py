"""The system calls that a sandbox may make, with their numbers; everything that is not here is refused.

An allow-list, written from what Python, Git, Node.js, the JVM, Ruby and the usual servers (PostgreSQL, MariaDB,
Redis, nginx, HAProxy, BIND) need. Left out on purpose, though Docker's default profile has them: ``ptrace``,
``process_vm_*``, ``modify_ldt``, ``name_to_handle_at``, ``fanotify_mark``, ``memfd_secret``, ``remap_file_pages``,
``tee``, ``vmsplice``, ``adjtimex``, ``seccomp`` and Landlock, all but two kinds of ``personality``, and sockets
other than Unix, TCP, UDP and the kernel's routing table. What that profile refuses is refused here.

Numbers are from the kernel's ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``
(aarch64); ``tests/sandbox/test_seccomp.py`` compares them with the headers where they are installed.
"""

from __future__ import annotations

import errno
from typing import NamedTuple

FILES = """
    read 0 63, write 1 64, open 2 -, close 3 57, stat 4 -, fstat 5 80, lstat 6 -, lseek 8 62, ioctl 16 29,
    pread64 17 67, pwrite64 18 68, readv 19 65, writev 20 66, access 21 -, pipe 22 -, dup 32 23, dup2 33 -,
    sendfile 40 71, fcntl 72 25, flock 73 32, fsync 74 82, fdatasync 75 83, truncate 76 45, ftruncate 77 46,
    getdents 78 -, getcwd 79 17, chdir 80 49, fchdir 81 50, rename 82 -, mkdir 83 -, rmdir 84 -, creat 85 -, link 86 -,
    unlink 87 -, symlink 88 -, readlink 89 -, chmod 90 -, fchmod 91 52, chown 92 -, fchown 93 55, lchown 94 -,
    umask 95 166, utime 132 -, mknod 133 -, statfs 137 43, fstatfs 138 44, readahead 187 213, setxattr 188 5,
    lsetxattr 189 6, fsetxattr 190 7, getxattr 191 8, lgetxattr 192 9, fgetxattr 193 10, listxattr 194 11,
    llistxattr 195 12, flistxattr 196 13, removexattr 197 14, lremovexattr 198 15, fremovexattr 199 16,
    getdents64 217 61, fadvise64 221 223, utimes 235 -, openat 257 56, mkdirat 258 34, mknodat 259 33, fchownat 260 54,
    futimesat 261 -, newfstatat 262 79, unlinkat 263 35, renameat 264 38, linkat 265 37, symlinkat 266 36,
    readlinkat 267 78, fchmodat 268 53, faccessat 269 48, splice 275 76, sync_file_range 277 84, utimensat 280 88,
    fallocate 285 47, dup3 292 24, pipe2 293 59, preadv 295 69, pwritev 296 70, renameat2 316 276,
    copy_file_range 326 285, preadv2 327 286, pwritev2 328 287, statx 332 291, close_range 436 436, openat2 437 437,
    faccessat2 439 439, cachestat 451 451, fchmodat2 452 452
"""
WAITING = """
    poll 7 -, select 23 -, pselect6 270 72, ppoll 271 73, epoll_create 213 -, epoll_wait 232 -, epoll_ctl 233 21,
    epoll_pwait 281 22, epoll_create1 291 20, epoll_pwait2 441 441, signalfd 282 -, eventfd 284 -, signalfd4 289 74,
    eventfd2 290 19, timerfd_create 283 85, timerfd_settime 286 86, timerfd_gettime 287 87, inotify_init 253 -,
    inotify_add_watch 254 27, inotify_rm_watch 255 28, inotify_init1 294 26, io_setup 206 0, io_destroy 207 1,
    io_getevents 208 4, io_submit 209 2, io_cancel 210 3, io_pgetevents 333 292
"""
MEMORY = """
    mmap 9 222, mprotect 10 226, munmap 11 215, brk 12 214, mremap 25 216, msync 26 227, mincore 27 232, madvise 28 233,
    mlock 149 228, munlock 150 229, mlockall 151 230, munlockall 152 231, memfd_create 319 279, membarrier 324 283,
    mlock2 325 284, pkey_mprotect 329 288, pkey_alloc 330 289, pkey_free 331 290, map_shadow_stack 453 453,
    mseal 462 462
"""
PROCESSES = """
    clone 56 220, fork 57 -, vfork 58 -, execve 59 221, exit 60 93, wait4 61 260, exit_group 231 94, waitid 247 95,
    execveat 322 281, pidfd_send_signal 424 424, pidfd_open 434 434, set_tid_address 218 96, restart_syscall 219 128,
    prctl 157 167, arch_prctl 158 -, set_thread_area 205 -, get_thread_area 211 -, personality 135 92, rseq 334 293,
    kill 62 129, tkill 200 130, tgkill 234 131, rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139,
    rt_sigpending 127 136, rt_sigtimedwait 128 137, rt_sigqueueinfo 129 138, rt_sigsuspend 130 133, sigaltstack 131 132,
    rt_tgsigqueueinfo 297 240, pause 34 -, futex 202 98, set_robust_list 273 99, get_robust_list 274 100,
    futex_waitv 449 449, futex_wake 454 454, futex_wait 455 455, futex_requeue 456 456, sched_yield 24 124,
    getpriority 140 141, setpriority 141 140, sched_setparam 142 118, sched_getparam 143 121,
    sched_setscheduler 144 119, sched_getscheduler 145 120, sched_get_priority_max 146 125,
    sched_get_priority_min 147 126, sched_rr_get_interval 148 127, sched_setaffinity 203 122,
    sched_getaffinity 204 123, sched_setattr 314 274, sched_getattr 315 275, ioprio_set 251 30, ioprio_get 252 31,
    getcpu 309 168, getpid 39 172, getppid 110 173, gettid 186 178, getpgrp 111 -, setpgid 109 154, getpgid 121 155,
    setsid 112 157, getsid 124 156, getrlimit 97 163, setrlimit 160 164, prlimit64 302 261, getrusage 98 165,
    times 100 153, sysinfo 99 179, uname 63 160
"""
USERS = """
    getuid 102 174, getgid 104 176, setuid 105 146, setgid 106 144, geteuid 107 175, getegid 108 177, setreuid 113 145,
    setregid 114 143, getgroups 115 158, setgroups 116 159, setresuid 117 147, getresuid 118 148, setresgid 119 149,
    getresgid 120 150, setfsuid 122 151, setfsgid 123 152, capget 125 90, capset 126 91
"""
TIME = """
    nanosleep 35 101, getitimer 36 102, alarm 37 -, setitimer 38 103, gettimeofday 96 169, time 201 -,
    timer_create 222 107, timer_settime 223 110, timer_gettime 224 108, timer_getoverrun 225 109, timer_delete 226 111,
    clock_gettime 228 113, clock_getres 229 114, clock_nanosleep 230 115, getrandom 318 278
"""
TALKING = """
    socket 41 198, connect 42 203, accept 43 202, sendto 44 206, recvfrom 45 207, sendmsg 46 211, recvmsg 47 212,
    shutdown 48 210, bind 49 200, listen 50 201, getsockname 51 204, getpeername 52 205, socketpair 53 199,
    setsockopt 54 208, getsockopt 55 209, accept4 288 242, recvmmsg 299 243, sendmmsg 307 269, shmget 29 194,
    shmat 30 196, shmctl 31 195, shmdt 67 197, semget 64 190, semop 65 193, semctl 66 191, semtimedop 220 192,
    msgget 68 186, msgsnd 69 189, msgrcv 70 188, msgctl 71 187, mq_open 240 180, mq_unlink 241 181,
    mq_timedsend 242 182, mq_timedreceive 243 183, mq_notify 244 184, mq_getsetattr 245 185
"""
ANSWERED = """
    clone3 435 435, sync 162 81, syncfs 306 267
"""
ANSWERS = {"clone3": errno.ENOSYS, "sync": 0, "syncfs": 0}
"""What is not carried out and answered with this number: ``clone3`` hides its flags in memory, and the C library falls
back to ``clone``; ``sync`` and ``syncfs`` would have the host's disks written, and are answered as done."""
ARCHITECTURES = ("x86_64", "aarch64")
"""As ``os.uname`` names them; the columns of the numbers above."""


class Condition(NamedTuple):
    """An argument, of which the bits in ``mask`` must be those of ``value``."""

    argument: int
    value: int
    mask: int = 0xFFFF_FFFF


_CLONE_NEW = 0x7E02_0000  # CLONE_NEWNS, -CGROUP, -UTS, -IPC, -USER, -PID, -NET: <linux/sched.h>
_AF_UNIX, _AF_INET, _AF_INET6, _AF_NETLINK = 1, 2, 10, 16  # <linux/socket.h>
_NETLINK_ROUTE = 0  # <linux/netlink.h>: read by getifaddrs(3)
_TCP_UDP = (0, 6, 17)  # <linux/in.h>
_PERSONALITIES = (0, 0xFFFF_FFFF)  # PER_LINUX, and the question which one it is
_TIOCSTI = 0x5412  # <asm-generic/ioctls.h>: puts words into a terminal's mouth


def _unlike(argument: int, value: int) -> tuple[tuple[Condition, ...], ...]:
    """The low 32 bits, which are all that the kernel looks at, differ from ``value`` in at least one."""
    return tuple((Condition(argument, ~value & 1 << bit, 1 << bit),) for bit in range(32))


CONDITIONS: dict[str, tuple[tuple[Condition, ...], ...]] = {
    "clone": ((Condition(0, 0, _CLONE_NEW),),),
    "personality": tuple((Condition(0, kind),) for kind in _PERSONALITIES),
    "socket": (
        (Condition(0, _AF_UNIX),),
        *((Condition(0, family), Condition(2, kind)) for family in (_AF_INET, _AF_INET6) for kind in _TCP_UDP),
        (Condition(0, _AF_NETLINK), Condition(2, _NETLINK_ROUTE)),
    ),
    "socketpair": ((Condition(0, _AF_UNIX),),),
    "ioctl": _unlike(1, _TIOCSTI),
}
"""For some calls, lists of conditions on their arguments: in any one of the lists, all must hold."""


def numbers(machine: str) -> dict[str, int]:
    """The calls of the table that an architecture has, in all groups, with their numbers there."""
    column = 1 + ARCHITECTURES.index(machine)
    rows = f"{FILES},{WAITING},{MEMORY},{PROCESSES},{USERS},{TIME},{TALKING},{ANSWERED}".split(",")
    cells = map(str.split, rows)
    return {cell[0]: int(cell[column]) for cell in cells if cell[column] != "-"}
