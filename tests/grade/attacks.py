"""What a hostile student might try, by class; each is the body of a function in a notebook.

An attack is blocked if its body raises OSError or ImportError, or returns nothing. Then the
notebook goes on to the right answer and earns full points. What it gets hold of is raised
as an error that starts with WORKED, which the grades would show.
"""

READ = {
    "passwd": "return open('/etc/passwd').read()",
    "passwd-by-numpy": "return np.fromfile('/etc/passwd', np.uint8).tobytes()",
    "passwd-by-libc": """import ctypes
fd = ctypes.CDLL(None).open(b'/etc/passwd', 0)
return fd >= 0""",
    "passwd-by-linecache": "import linecache\nreturn linecache.getlines('/etc/passwd')",
    "passwd-exists": "return os.path.exists('/etc/passwd')",
    "passwd-by-folder": """fd = os.open('/', os.O_RDONLY)
return os.open('etc/passwd', os.O_RDONLY, dir_fd=fd)""",
    "home": "return os.listdir('/home')",
    "root": "return os.listdir('/root')",
    "proc": "return os.listdir('/proc')",
    "environment-file": "return open('/proc/self/environ').read()",
    "memory-file": "return open('/proc/self/mem', 'rb')",
    "mounts": "return open('/proc/mounts').read()",
    "parent-root": "return os.listdir('/proc/1/root')",
    "descriptors": "return os.listdir('/dev/fd')",
    "sys": "return os.listdir('/sys')",
    "shared-memory-folder": "return os.listdir('/dev/shm')",
    "terminal": "return os.open('/dev/tty', os.O_RDWR)",
    "disk": "return [n for n in os.listdir('/dev') if n not in ('null', 'urandom')]",
    "teacher": "return os.listdir({teacher!r})",
    "seed": "return open({seed!r}).read()",
    "classmate": "return open({classmate!r}).read()",
    "checkout": "return os.listdir({checkout!r})",
    "packages-of-the-system": """import sysconfig
return os.listdir(sysconfig.get_path('purelib'))""",
    "questions": "import nncourse.chapters.ch01_reading_digits.questions as q\nreturn q",
    "chapters": "import nncourse.chapters\nreturn nncourse.chapters",
    "catalog": "import nncourse.exercises.course as c\nreturn c",
    "claims": "import nncourse.claims\nreturn nncourse.claims",
    "grader": "import nncourse.grade.mark\nreturn nncourse.grade.mark",
    "grader-by-name": "import mark\nreturn mark",
    "walk-for-references": """found = []
for place, folders, files in os.walk('/'):
    found += [f for f in files + folders if 'question' in f or f in ('exercises', 'grade')]
    if place.startswith('/tmp'):
        found += files
return [f for f in found if not place.startswith('/py')]""",
    "walk-for-text": """needle = b'def softmax' + b'(logits):'
for place, _, files in os.walk('/course'):
    for name in files:
        if needle in open(os.path.join(place, name), 'rb').read():
            return place + name""",
    "modules": """names = 'exercises.', 'questions', 'nncourse.grade'
return [m for m in sys.modules if any(n in m for n in names)]""",
    "objects": """import gc
kinds = 'Question', 'Function', 'Setting', 'Chapter'
named = [type(x).__name__ for x in gc.get_objects() if hasattr(type(x), 'judge')]
return [n for n in named if n in kinds]""",
    "callers": """frame, seen = sys._getframe(), []
while frame:
    seen += [n for n in frame.f_locals if n in ('expected', 'seed', 'reference', 'wrong')]
    frame = frame.f_back
return seen""",
    "environment": """own = 'HOME TMPDIR MPLCONFIGDIR MPLBACKEND LC_ALL PATH PWD'.split()
own += ['LC_CTYPE', 'PYTHONHOME', 'PYTHONPATH', 'PYTHONHASHSEED', 'LD_LIBRARY_PATH']
return [n for n in os.environ if n not in own and not n.endswith('_THREADS')]""",
    "host-name": "return os.uname().nodename != 'submission'",
    "user": "return os.getuid() == 0 or os.getgroups() not in ([], [65534])",
    "processes": "return [p for p in range(3, 400) if os.path.exists(f'/proc/{{p}}')]",
    "sessions": "return os.getsid(os.getppid()) == 0 and os.getppid() != 1",
    "descriptors-by-number": """import stat
null, pipes, others = os.stat('/dev/null'), [], []
for fd in range(1024):
    try:
        about = os.fstat(fd)
    except OSError:
        continue
    if not os.path.samestat(about, null):
        (pipes if stat.S_ISFIFO(about.st_mode) else others).append(fd)
return others or pipes[2:]""",
    "requests-to-come": """import select
return select.select([3, 4], [], [], 0.2)[0]""",
    "parts-not-given": """given = 'checks data gradcheck init losses network optim'.split()
given += 'layers parameters probes training plots datasets explore live __init__'.split()
given += 'cores spoken'.split()
names = [n.split('.')[0] for n in os.listdir('/course/nncourse')]
return [n for n in names if n not in given + ['__pycache__']]""",
    "compiled-questions": """found = []
for place, _, files in os.walk('/course'):
    for name in files:
        if b'misconception' in open(os.path.join(place, name), 'rb').read():
            found.append(name)
return found""",
    "kernel-log": """import ctypes
return ctypes.CDLL(None).klogctl(3, ctypes.create_string_buffer(99), 99) > 0""",
    "users": "import pwd\nreturn pwd.getpwall()",
    "mapped-file": """import mmap
fd = os.open('/etc/hostname', os.O_RDONLY)
return mmap.mmap(fd, 0, prot=mmap.PROT_READ)""",
}

ESCAPE = {
    "fork": "return os.fork() or os._exit(0)",
    "fork-of-libc": "import ctypes\nreturn ctypes.CDLL(None).fork() != -1",
    "thread": "import _thread\ntry:\n    return _thread.start_new_thread(print, ())\n"
    "except RuntimeError:\n    return None",
    "subprocess": "import subprocess\nreturn subprocess.run(['/py/bin/python3', '-V'])",
    "spawn": "return os.posix_spawn('/py/bin/python3', ['x', '-V'], {{}})",
    "shell": "return os.system('true') not in (-1, 127, 32512)",
    "exec-of-a-shell": "os.execv('/bin/sh', ['sh'])",
    "exec-of-its-own-file": """open('/tmp/x', 'w').write('#!/py/bin/python3')
os.execv('/tmp/x', ['x'])""",
    "multiprocessing": """from multiprocessing import get_context
return get_context('fork').Process(target=print).start()""",
    "connect": "import socket\nreturn socket.create_connection(('127.0.0.1', 9), 1)",
    "connect-by-name": "import socket\nreturn socket.getaddrinfo('example.org', 80)",
    "listen": "import socket\nreturn socket.create_server(('', 0))",
    "unix-socket": "import socket\nreturn socket.socket(socket.AF_UNIX)",
    "netlink": "import socket\nreturn socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "packet-socket": """import socket
return socket.socket(socket.AF_PACKET, socket.SOCK_RAW)""",
    "vsock": "import socket\nreturn socket.socket(socket.AF_VSOCK)",
    "socket-pair": "import socket\nreturn socket.socketpair()",
    "pipe": "return os.pipe()",
    "signal-to-the-sandbox": "return os.kill(1, 9)",
    "signal-to-all": "return os.kill(-1, 9)",
    "signal-to-the-grader": "return os.kill({pid}, 9)",
    "root-again": "return os.setuid(0)",
    "groups": "return os.setgroups([0])",
    "change-root": "return os.chroot('/tmp')",
    "device": "return os.mknod('/tmp/disk', 0o60600, os.makedev(8, 0))",
    "named-pipe": "return os.mkfifo('/tmp/pipe')",
    "higher-limits": """import resource
try:
    return resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40)) is None
except ValueError:
    return None""",
    "priority": "return os.nice(-5)",
    "typing-for-the-teacher": """import fcntl
return fcntl.ioctl(0, 0x5412, b'x') is not None""",
    "host": "import socket\nreturn socket.sethostname('mine')",
}

PERSIST = {
    "write-root": "return open('/x', 'w')",
    "write-course": "return open('/course/nncourse/layers.py', 'a')",
    "write-numpy": "return open('/site/numpy/__init__.py', 'a')",
    "write-python": "return open(os.__file__, 'a')",
    "write-worker": "return open('/worker/worker.py', 'a')",
    "write-libraries": "return open('/lib/new.so', 'w')",
    "write-teacher": "return open({teacher!r} + '/grades.csv', 'w')",
    "write-dev": "return open('/dev/new', 'w')",
    "write-var": "return open('/var/tmp/x', 'w')",
    "new-folder": "os.mkdir('/new')\nreturn True",
    "remove": "os.remove('/worker/worker.py')\nreturn True",
    "rename": "os.rename('/course/nncourse', '/course/other')\nreturn True",
    "mode-of-a-device": "os.chmod('/dev/null', 0)\nreturn True",
    "times-of-a-device": "os.utime('/dev/null', (1, 1))\nreturn True",
    "owner-of-a-device": "os.chown('/dev/null', 1, 1)\nreturn True",
    "attribute": "os.setxattr('/dev/null', 'user.x', b'1')\nreturn True",
    "link": "os.link('/worker/worker.py', '/tmp/x')\nreturn True",
    "symbolic-link": "os.symlink('/etc', 'x')\nreturn True",
    "leave-a-file": "open('/tmp/for-the-next', 'w').write('answers')",
    "find-a-file": "return os.path.exists('/tmp/for-the-next')",
    "leave-in-home": "open(os.path.expanduser('~/.left'), 'w').write('answers')",
    "find-in-home": "return os.path.exists(os.path.expanduser('~/.left'))",
    "empty": "os.truncate('/course/nncourse/init.py', 0)\nreturn True",
    "move-over": """open('/tmp/x', 'w').close()
os.rename('/tmp/x', '/site/numpy/__init__.py')
return True""",
    "write-through-memory": """import mmap
with open('/worker/worker.py', 'r+b') as f:
    mmap.mmap(f.fileno(), 0)[0] = 0
return True""",
    "lock": """import fcntl
return fcntl.flock(os.open('/worker/worker.py', os.O_RDONLY), 2) is None""",
    "shared-memory": "from multiprocessing.shared_memory import SharedMemory\n"
    "return SharedMemory('x', True, 100)",
}


def attacks(places):
    """name -> body, with `places` (teacher, seed, classmate, checkout, pid) filled in."""
    return {
        f"{kind}-{name}": body.format(**places)
        for kind, table in (("read", READ), ("escape", ESCAPE), ("persist", PERSIST))
        for name, body in table.items()
    }


def cell(body, answer):
    """A cell that tries the attack and then gives the right answer."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return f"""import os, sys


def attack():
{lines}

try:
    loot = attack()
except (OSError, ImportError):
    loot = None
if loot:
    raise RuntimeError(f"WORKED: {{loot!r}}")

{answer}"""
