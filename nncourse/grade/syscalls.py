"""The system calls that a submission may make, as a filter that the kernel runs (seccomp).

Everything else is refused with "Operation not permitted". There is no fork, no thread, no
socket, no shared memory and no change of modes or times among them, so a submission stays
one process that can compute and use its own temporary files. `wait4` and `execve` are there
for bubblewrap, which lives under the same filter. man 2 seccomp explains the format.
"""

import platform
import struct

# name, its number on x86-64, its number on arm64; - where a system has no such call
ALLOWED = """
read 0 63               readv 19 65             write 1 64              writev 20 66
pread64 17 67           pwrite64 18 68          lseek 8 62              close 3 57
close_range 436 436     dup 32 23               dup2 33 -               dup3 292 24

open 2 -                openat 257 56           getdents64 217 61       umask 95 166
stat 4 -                lstat 6 -               fstat 5 80              newfstatat 262 79
statx 332 291           statfs 137 43           fstatfs 138 44          access 21 -
faccessat 269 48        faccessat2 439 439      readlink 89 -           readlinkat 267 78
getcwd 79 17            chdir 80 49             fchdir 81 50            mkdir 83 -
mkdirat 258 34          rmdir 84 -              unlink 87 -             unlinkat 263 35
rename 82 -             renameat 264 38         renameat2 316 276       truncate 76 45
ftruncate 77 46         fallocate 285 47        fadvise64 221 223       fsync 74 82
fdatasync 75 83

mmap 9 222              munmap 11 215           mprotect 10 226         mremap 25 216
madvise 28 233          brk 12 214              msync 26 227            mincore 27 232

poll 7 -                ppoll 271 73            select 23 -             pselect6 270 72
futex 202 98            set_robust_list 273 99  set_tid_address 218 96  rseq 334 293
membarrier 324 283      sched_yield 24 124      restart_syscall 219 128 arch_prctl 158 -
sched_getaffinity 204 123                       getcpu 309 168          getrandom 318 278

rt_sigaction 13 134     rt_sigprocmask 14 135   rt_sigreturn 15 139     sigaltstack 131 132
kill 62 129             tgkill 234 131          tkill 200 130           pause 34 -
getitimer 36 102        setitimer 38 103        alarm 37 -              nanosleep 35 101
clock_gettime 228 113   clock_getres 229 114    clock_nanosleep 230 115 time 201 -
gettimeofday 96 169     times 100 153           getrusage 98 165        sysinfo 99 179

getpid 39 172           getppid 110 173         gettid 186 178          getpgrp 111 -
getpgid 121 155         getsid 124 156          getuid 102 174          geteuid 107 175
getgid 104 176          getegid 108 177         getgroups 115 158       uname 63 160
getrlimit 97 163        setrlimit 160 164       prlimit64 302 261

execve 59 221           wait4 61 260            exit 60 93              exit_group 231 94
"""
# Calls that are allowed with these values of their second argument only
BY_ARGUMENT = {
    ("ioctl", 16, 29): (  # what Python asks of a file that might be a terminal
        0x5401,  # TCGETS
        0x5413,  # TIOCGWINSZ
        0x541B,  # FIONREAD
        0x5450,  # FIONCLEX
        0x5451,  # FIOCLEX
    ),
    ("fcntl", 72, 25): (0, 1, 2, 3, 4, 1030),  # F_DUPFD to F_SETFL, F_DUPFD_CLOEXEC
}
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # REFUSE is EPERM
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER, ARCHITECTURE, SECOND_ARGUMENT = 0, 4, 24  # places in struct seccomp_data


def seccomp_filter():
    """The filter for this machine as bytes. KeyError on a processor that is not listed."""
    column, architecture = ARCHITECTURES[platform.machine()]
    program = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_IF_EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    for number in allowed_numbers(column):
        program += [(JUMP_IF_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    for (_, *numbers), values in BY_ARGUMENT.items():
        tests = [(LOAD, 0, 0, SECOND_ARGUMENT)]
        for value in values:
            tests += [(JUMP_IF_EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW)]
        tests += [(RETURN, 0, 0, REFUSE)]
        program += [(JUMP_IF_EQUAL, 0, len(tests), numbers[column]), *tests]
    program += [(RETURN, 0, 0, REFUSE)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def allowed_numbers(column):
    """The numbers of all of ALLOWED; column 0 is x86-64, 1 is arm64."""
    words = ALLOWED.split()
    numbers = [words[i + 1 + column] for i in range(0, len(words), 3)]
    return [int(number) for number in numbers if number != "-"]
