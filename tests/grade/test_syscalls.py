"""Every system call that is not on the list is refused, whatever its number."""

import platform

import pytest

from nncourse.grade.isolation import sandbox_command
from nncourse.grade.session import Died, Session
from nncourse.grade.syscalls import ALLOWED, ARCHITECTURES, BY_ARGUMENT, allowed_numbers

pytestmark = pytest.mark.usefixtures("sandbox")
COLUMN = ARCHITECTURES.get(platform.machine(), [0])[0]
TRY_ALL = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = []
for number in NUMBERS:
    ctypes.set_errno(0)
    result = libc.syscall(number, 0, 0, 0, 0, 0, 0)
    if result != -1 or ctypes.get_errno() != errno.EPERM:
        answer.append((number, result, ctypes.get_errno()))
"""
TRY = "import fcntl\ntry:\n    "


def run(source):
    """The variable `answer` after a cell has run in a sandbox."""
    session = Session(sandbox_command())
    try:
        session.ask({"do": "run", "source": source, "name": "cell", "limit": 5.0}, 30)
        reply = session.ask({"do": "value", "name": "answer", "limit": 5.0}, 30)
        return reply["outcomes"][0]["value"]
    finally:
        session.end()


def test_all_others_are_refused():
    allowed = {*allowed_numbers(COLUMN), *(key[1 + COLUMN] for key in BY_ARGUMENT)}
    allowed |= {335, 336}  # the kernel's own, which no filter sees: they end the process
    others = [number for number in range(512) if number not in allowed]
    others += [0x40000000 + number for number in range(0, 512)]  # x32
    assert len(others) > 800
    assert run(f"NUMBERS = {others}\n{TRY_ALL}") == []


def test_the_test_above_sees_one_that_is_allowed():
    number = allowed_numbers(COLUMN)[ALLOWED.split()[::3].index("getppid")]
    assert len(run(f"NUMBERS = [{number}]\n{TRY_ALL}")) == 1


@pytest.mark.skipif(platform.machine() != "x86_64", reason="machine code of x86-64")
def test_the_old_way_into_the_kernel_ends_the_process():
    """int 0x80 speaks the numbers of 32-bit programs, which the filter does not know."""
    source = """
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("b814000000cd80c3"))  # mov eax, 20 (getpid); int 0x80; ret
place = ctypes.addressof(ctypes.c_char.from_buffer(page))
answer = ctypes.CFUNCTYPE(ctypes.c_int)(place)()
"""
    with pytest.raises(Died, match="killed"):
        run(source)


@pytest.mark.parametrize(
    ("source", "works"),
    [
        ("import os\nanswer = os.isatty(0)", False),
        ("import fcntl\nanswer = fcntl.fcntl(0, 1)", 0),  # F_GETFD
        (f"{TRY}fcntl.fcntl(0, 1031, 10**6)\nexcept OSError:\n    answer = 'no'", "no"),
    ],
)
def test_some_calls_depend_on_their_argument(source, works):
    assert run(source) == works
