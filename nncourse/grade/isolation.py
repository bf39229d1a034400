"""What a submission's process is not allowed to do. From the innermost fence outwards:

1. An audit hook: Python itself reports files opened, sockets, processes. Its refusals are
   named in the grades and work on every system, but determined code gets around it.
2. Limits of the system (POSIX): processor time, memory, file size, open files, processes.
3. On Linux: no network, process numbers of its own, another user where the grader runs as
   root, no capabilities, and Landlock, by which the kernel refuses other files.

A fence that a system does not offer is left out, and the grader says which ones stand. The
worker loads this file by its path, so it imports nothing of the course.
"""

import contextlib
import ctypes
import os
import struct
import sys

SPARE_USERS = range(61184, 65184)  # user ids that no system gives to people
MAX_PROCESSES = 24


# 1. The audit hook

EVENTS = {  # audit event -> what the grades call it
    "os.fork": "started a process",
    "os.forkpty": "started a process",
    "os.exec": "started a program",
    "os.posix_spawn": "started a program",
    "os.spawn": "started a program",
    "os.startfile": "started a program",
    "os.system": "started a program",
    "subprocess.Popen": "started a program",
    "pty.spawn": "started a program",
    "os.kill": "sent a signal",
    "os.killpg": "sent a signal",
    "signal.pthread_kill": "sent a signal",
    "ctypes.dlopen": "called the system by ctypes",
    "ctypes.dlsym": "called the system by ctypes",
    "ctypes.dlsym/handle": "called the system by ctypes",
    "ctypes.call_function": "called the system by ctypes",
    "ctypes.string_at": "called the system by ctypes",
    "ctypes.cdata/buffer": "called the system by ctypes",
    "gc.get_objects": "searched the memory of its process",
    "gc.get_referrers": "searched the memory of its process",
    "sys._current_frames": "searched the memory of its process",
    "sys.addaudithook": "changed the audit",
}
PATH_EVENTS = {  # audit event -> (which arguments are paths, whether it writes)
    "os.listdir": ((0,), False),
    "os.scandir": ((0,), False),
    "os.chdir": ((0,), False),
    "os.remove": ((0,), True),
    "os.rmdir": ((0,), True),
    "os.mkdir": ((0,), True),
    "os.rename": ((0, 1), True),
    "os.link": ((0, 1), True),
    "os.symlink": ((0, 1), True),
    "os.truncate": ((0,), True),
    "os.chmod": ((0,), True),
    "os.chown": ((0,), True),
    "os.utime": ((0,), True),
    "sqlite3.connect": ((0,), True),
}
WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def install_audit_hook(folder, readable, hidden, violations):
    """Refuse, from now on, what Python reports and no answer needs.

    Reading is for `readable` folders without the `hidden` ones, writing for `folder`. A
    refusal is a PermissionError, and its text is added to the list `violations`.
    """
    # Copied into locals: a submission can change this module, but not the closure's names.
    events, path_events, write_flags = dict(EVENTS), dict(PATH_EVENTS), WRITE_FLAGS
    realpath, fsdecode = os.path.realpath, os.fsdecode
    home = realpath(folder)
    base = os.path.dirname(os.path.dirname(home))  # has another name in every run
    allowed = tuple(_with_slash(realpath(path)) for path in [folder, *readable])
    forbidden = tuple(_with_slash(realpath(path)) for path in hidden)
    harmless = {"/dev/null", "/dev/urandom", "/dev/random", os.devnull}

    def refuse(text):
        if len(violations) < 20:
            violations.append(text)
        raise PermissionError(f"the grader allows no submission this: {text}")

    def check_path(path, writing):
        if type(path) is int or path is None:
            return
        path = realpath(fsdecode(path))
        inside = _with_slash(path)
        if inside.startswith(_with_slash(home)) or path in harmless:
            return
        shown = path.replace(base, "...")[-80:]
        if writing:
            refuse(f"wrote outside its folder, {shown}")
        if not inside.startswith(allowed) or inside.startswith(forbidden):
            refuse(f"read outside its folder, {shown}")

    def hook(event, args):
        if event == "open":
            path, mode, flags = args
            letters = mode if type(mode) is str else ""
            check_path(path, bool(flags & write_flags) or any(c in letters for c in "wax+"))
        elif event in events:
            refuse(events[event])
        elif event in path_events:
            positions, writing = path_events[event]
            for i in positions:
                if type(args[i]) in (str, bytes):
                    check_path(args[i], writing)
        elif event.startswith("socket."):
            refuse("opened a socket")

    sys.addaudithook(hook)


def _with_slash(path):
    return path.rstrip(os.sep) + os.sep


# 2. Limits of the system


def limit_resources(seconds, memory, file_size, processes):
    """Set the limits of this process and its children; sizes are in bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        "RLIMIT_CPU": seconds,
        "RLIMIT_AS": memory,
        "RLIMIT_FSIZE": file_size,
        "RLIMIT_NPROC": processes,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
    }
    for name, value in limits.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            kind = getattr(resource, name)
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))


def count_threads_of_user():
    """Number of this user's processes and threads: RLIMIT_NPROC counts them all."""
    total = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        with contextlib.suppress(OSError, ValueError):
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == os.getuid():
                total += len(os.listdir(f"/proc/{name}/task"))
    return total


def address_space():
    """Size of this process's address space in bytes, 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as f:
            return int(f.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


# 3. Linux: system calls that Python 3.11 has no function for, by the kernel's own names

CLONE_NEWUSER, CLONE_NEWPID = 0x10000000, 0x20000000
CLONE_NEWNET, CLONE_NEWIPC = 0x40000000, 0x08000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
SIGKILL = 9
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_READ_SEARCH = 1 << 2
SYS_LANDLOCK_CREATE_RULESET, SYS_LANDLOCK_ADD_RULE = 444, 445
SYS_LANDLOCK_RESTRICT_SELF = 446
LANDLOCK_CREATE_RULESET_VERSION = 1
LANDLOCK_RULE_PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
BIND_AND_CONNECT_TCP = 3
ABSTRACT_SOCKETS_AND_SIGNALS = 3

LINUX = sys.platform == "linux"
libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def unshare(namespaces):
    """Move into new namespaces. False where the system refuses."""
    return LINUX and libc.unshare(namespaces) == 0


def prctl(option, value):
    words = [ctypes.c_ulong(word) for word in (option, value, 0, 0, 0)]
    return LINUX and libc.prctl(*words) == 0


def hide_memory():
    """Keep other processes of this user out of /proc/self/mem and environ."""
    return prctl(PR_SET_DUMPABLE, 0)


def set_capabilities(bits):
    """Keep only these of root's powers, for good."""
    if LINUX:
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        sets = (ctypes.c_uint32 * 6)(bits, bits, 0, 0, 0, 0)  # effective, permitted
        libc.capset(header, sets)


def landlock_ruleset(readable, writable):
    """A Landlock ruleset (a file descriptor), or None where the kernel has none."""
    if not LINUX:
        return None
    version = libc.syscall(
        SYS_LANDLOCK_CREATE_RULESET,
        None,
        ctypes.c_size_t(0),
        ctypes.c_uint32(LANDLOCK_CREATE_RULESET_VERSION),
    )
    if version < 1:
        return None
    files = _landlock_file_rights(version)
    network = BIND_AND_CONNECT_TCP if version >= 4 else 0
    scoped = ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0
    attributes = struct.pack("<QQQ", files, network, scoped)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(
        SYS_LANDLOCK_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0)
    )
    if ruleset < 0:
        return None
    for path in readable:
        _allow_beneath(ruleset, path, EXECUTE | READ_FILE | READ_DIR)
    for path in writable:
        _allow_beneath(ruleset, path, files)
    return ruleset


def _landlock_file_rights(version):
    """Every right to files that this version of Landlock knows, as bits."""
    rights = (1 << (13 + (version >= 2) + (version >= 3))) - 1
    return rights | IOCTL_DEV if version >= 5 else rights


def _allow_beneath(ruleset, path, rights):
    with contextlib.suppress(OSError):
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not os.path.isdir(path):
            rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
        rule = struct.pack("<Qi", rights, fd)
        libc.syscall(
            SYS_LANDLOCK_ADD_RULE,
            ruleset,
            LANDLOCK_RULE_PATH_BENEATH,
            rule,
            ctypes.c_uint32(0),
        )
        os.close(fd)


def enforce_landlock(ruleset):
    return libc.syscall(SYS_LANDLOCK_RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) == 0


def enter_user_namespace():
    """Become root of a new user namespace. False where the system refuses."""
    if not LINUX:
        return False
    uid, gid = os.getuid(), os.getgid()
    if not unshare(CLONE_NEWUSER):
        return False
    try:
        for name, text in [
            ("setgroups", "deny"),
            ("uid_map", f"0 {uid} 1"),
            ("gid_map", f"0 {gid} 1"),
        ]:
            with open(f"/proc/self/{name}", "w") as f:
                f.write(text)
    except OSError:
        return False
    return True


def switch_user(user, read_all=False):
    """Become another user, for good.

    With `read_all` it may still read behind folders closed to others, such as a Python
    under /root. Use it only behind Landlock, which narrows that down again.
    """
    os.setgroups([])
    os.setresgid(user, user, user)
    prctl(PR_SET_KEEPCAPS, 1)  # or the next line drops them all
    os.setresuid(user, user, user)
    set_capabilities(CAP_DAC_READ_SEARCH if read_all else 0)


def can_read_as(user, paths, read_all=False):
    """True if that user can read all of `paths`; tried in a child process."""
    pid = os.fork()
    if pid == 0:
        try:
            switch_user(user, read_all)
            for path in paths:
                os.listdir(path) if os.path.isdir(path) else os.close(
                    os.open(path, os.O_RDONLY)
                )
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def descendants(pid):
    """Process ids of all descendants of `pid`, from /proc."""
    parents = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                with open(f"/proc/{name}/stat", "rb") as f:
                    fields = f.read().rpartition(b")")[2].split()
                parents[int(name)] = int(fields[1])
    family, new = {pid}, {pid}
    while new:
        new = {p for p, parent in parents.items() if parent in family} - family
        family |= new
    return family - {pid}
