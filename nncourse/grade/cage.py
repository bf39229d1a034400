"""What keeps a submission in its place. Read from the innermost fence outwards.

1. An audit hook: Python itself reports files opened, sockets, processes. It names the deed
   in the grades and works on every system, but code that tries hard gets around it.
2. Limits of the system (POSIX): processor time, memory, file size, open files, processes.
3. On Linux: no network, process numbers of its own, another user where the grader is root,
   no capabilities, and Landlock, by which the kernel refuses other files.

Every fence that a system does not offer is left out, and the grader says which stand. This
file is loaded alone into the process that it locks up, and knows nothing of questions.
"""

import contextlib
import ctypes
import os
import struct
import sys

NEW_USER, NEW_PID, NEW_NET, NEW_IPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000
SPARE_USERS = range(61184, 65184)  # numbers that no system gives to people
PROCESSES = 24


# 1. The audit hook

DEEDS = {
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
    "sys.addaudithook": "meddled with the audit",
}
PATHS = {  # event -> (which arguments are paths, whether it writes)
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


def watch(folder, readable, hidden, deeds):
    """Refuse from now on what Python reports and a submission has no business with.

    Reading is for `readable` folders without the `hidden` ones, writing for `folder`.
    Each deed is refused by a PermissionError and noted in the list `deeds`.
    """
    realpath, fsdecode = os.path.realpath, os.fsdecode
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    home = realpath(folder)
    base = os.path.dirname(os.path.dirname(home))  # its name is another in each run
    open_to = tuple(_with_slash(realpath(path)) for path in [folder, *readable])
    closed = tuple(_with_slash(realpath(path)) for path in hidden)
    harmless = {"/dev/null", "/dev/urandom", "/dev/random", os.devnull}
    deeds_named, paths_named = dict(DEEDS), dict(PATHS)

    def refuse(what):
        if len(deeds) < 20:
            deeds.append(what)
        raise PermissionError(f"the grader allows no submission this: {what}")

    def look(path, writing):
        if type(path) is int or path is None:
            return
        path = realpath(fsdecode(path))
        inside = _with_slash(path)
        if inside.startswith(_with_slash(home)) or path in harmless:
            return
        shown = path.replace(base, "...")[-80:]
        if writing:
            refuse(f"wrote outside its folder, {shown}")
        if not inside.startswith(open_to) or inside.startswith(closed):
            refuse(f"read outside its folder, {shown}")

    def hook(event, args):
        if event == "open":
            path, mode, flags = args
            letters = mode if type(mode) is str else ""
            look(path, bool(flags & writes) or any(c in letters for c in "wax+"))
        elif event in deeds_named:
            refuse(deeds_named[event])
        elif event in paths_named:
            which, writing = paths_named[event]
            for i in which:
                if type(args[i]) in (str, bytes):
                    look(args[i], writing)
        elif event.startswith("socket."):
            refuse("opened a socket")

    sys.addaudithook(hook)


def _with_slash(path):
    return path.rstrip(os.sep) + os.sep


# 2. Limits of the system


def limit_self(seconds, memory, file_size, processes):
    """Set the limits of this process and its children; names those that stand."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    wanted = {
        "RLIMIT_CPU": seconds,
        "RLIMIT_AS": memory,
        "RLIMIT_FSIZE": file_size,
        "RLIMIT_NPROC": processes,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
    }
    standing = []
    for name, value in wanted.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            kind = getattr(resource, name)
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))
            standing.append(name)
    return standing


def tasks_of_user():
    """How many processes and threads this user has, for a limit that counts them all."""
    total = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        with contextlib.suppress(OSError, ValueError):
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == os.getuid():
                total += len(os.listdir(f"/proc/{name}/task"))
    return total


def memory_in_use():
    """This process's address space in bytes, 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as f:
            return int(f.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


# 3. Linux


class Linux:
    """The system calls that Python has no function for."""

    def __init__(self):
        self.ok = sys.platform == "linux"
        self.libc = ctypes.CDLL(None, use_errno=True) if self.ok else None

    def unshare(self, flags):
        """Leave the namespaces of the others. False where the system does not let us."""
        return self.ok and self.libc.unshare(flags) == 0

    def prctl(self, *args):
        args = [ctypes.c_ulong(arg) for arg in args] + [ctypes.c_ulong(0)] * (5 - len(args))
        return self.ok and self.libc.prctl(*args) == 0

    def die_with_parent(self):
        return self.prctl(1, 9)

    def adopt_orphans(self):
        return self.prctl(36, 1)

    def no_new_privileges(self):
        return self.prctl(38, 1)

    def hide_memory(self):
        """Keep other processes of this user out of /proc/self/mem and environ."""
        return self.prctl(4, 0)

    def set_capabilities(self, bits):
        """Keep these of root's powers, none by default, and no way back to the others."""
        if not self.ok:
            return False
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        sets = (ctypes.c_uint32 * 6)(bits, bits, 0, 0, 0, 0)  # effective, permitted
        return self.libc.capset(header, sets) == 0

    def landlock(self, readable, writable):
        """A Landlock ruleset (a file descriptor), or None where the kernel has none."""
        if not self.ok:
            return None
        version = self.libc.syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
        if version < 1:
            return None
        files = (1 << (13 + (version >= 2) + (version >= 3))) - 1
        if version >= 5:
            files |= 1 << 15  # ioctl on devices
        network = 3 if version >= 4 else 0  # bind and connect
        scoped = 3 if version >= 6 else 0  # abstract sockets and signals
        handled = struct.pack("<QQQ", files, network, scoped)
        size = 24 if version >= 6 else 16 if version >= 4 else 8
        ruleset = self.libc.syscall(444, handled, ctypes.c_size_t(size), ctypes.c_uint32(0))
        if ruleset < 0:
            return None
        read = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, read a folder
        for path, allowed in [(p, read) for p in readable] + [(p, files) for p in writable]:
            with contextlib.suppress(OSError):
                fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
                if not os.path.isdir(path):
                    allowed &= 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15
                rule = struct.pack("<Qi", allowed & files, fd)
                self.libc.syscall(445, ruleset, 1, rule, ctypes.c_uint32(0))
                os.close(fd)
        return ruleset

    def enforce(self, ruleset):
        return self.libc.syscall(446, ruleset, ctypes.c_uint32(0)) == 0


def be_root_of_nobody():
    """Map this user to root of a user namespace of its own. False where it may not."""
    linux = Linux()
    if not linux.ok:
        return False
    uid, gid = os.getuid(), os.getgid()
    if not linux.unshare(NEW_USER):
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


def become(user, read_all=False):
    """Turn into another user for good.

    With `read_all`, still able to read what lies behind folders closed to others, such as
    a Python under /root; only for use behind Landlock, which narrows that down again.
    """
    linux = Linux()
    os.setgroups([])
    os.setresgid(user, user, user)
    linux.prctl(8, 1)  # keep capabilities over the next line
    os.setresuid(user, user, user)
    linux.set_capabilities(1 << 2 if read_all else 0)  # CAP_DAC_READ_SEARCH or none


def can_read_as(user, paths, read_all=False):
    """Whether that user can read all of `paths`, tried in a child process."""
    pid = os.fork()
    if pid == 0:
        try:
            become(user, read_all)
            for path in paths:
                os.listdir(path) if os.path.isdir(path) else os.close(
                    os.open(path, os.O_RDONLY)
                )
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def descendants(pid):
    """Process numbers of all descendants of `pid`, from /proc."""
    parents = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                with open(f"/proc/{name}/stat", "rb") as f:
                    fields = f.read().rpartition(b")")[2].split()
                parents[int(name)] = int(fields[1])
    found, grew = {pid}, True
    while grew:
        new = {p for p, parent in parents.items() if parent in found} - found
        found |= new
        grew = bool(new)
    return found - {pid}
