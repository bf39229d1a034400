"""Where the course's source lives: the one place that knows the repository's address.

Asked in this order: the configuration (`course_repository`, `course_branch`), the
variables of the CI that builds the site, the git remote `origin`. So the buttons of a
fork's site point at the fork. An address that no other machine could reach (a folder,
say) counts as unknown.
"""

import os
import re
import subprocess
from dataclasses import dataclass

HOSTED = re.compile(
    r"^(?:https?://(?:[^@/]+@)?|ssh://git@|git@)"  # a token in the address is left behind
    r"(?P<host>[\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/](?P<path>[\w.~-]+(?:/[\w.~-]+)+)$"
)


@dataclass(frozen=True)
class Repository:
    """A public repository, `https://host/owner/name`, and the branch the site shows."""

    host: str
    path: str
    branch: str

    @property
    def url(self):
        return f"https://{self.host}/{self.path}"

    def binder(self, notebook):
        place = {
            "github.com": f"gh/{self.path}",
            "gitlab.com": f"gl/{self.path.replace('/', '%2F')}",
        }.get(self.host, "git/" + self.url.replace(":", "%3A").replace("/", "%2F"))
        tree = f"lab/tree/{notebook}".replace("/", "%2F")
        return f"https://mybinder.org/v2/{place}/{self.branch}?urlpath={tree}"

    def colab(self, notebook):
        """Colab opens GitHub's notebooks only."""
        if self.host != "github.com":
            return None
        tail = f"github/{self.path}/blob/{self.branch}/{notebook}"
        return f"https://colab.research.google.com/{tail}"


def parse(address, branch):
    match = HOSTED.match(address.strip().rstrip("/").removesuffix(".git"))
    if match is None or match["host"] in ("localhost", "127.0.0.1"):
        return None
    return Repository(match["host"], match["path"], branch or "main")


def from_ci(environ):
    """GitHub's and GitLab's CI say where they run; a pull request's ref is no branch."""
    if environ.get("GITHUB_REPOSITORY"):
        server = environ.get("GITHUB_SERVER_URL", "https://github.com")
        merging = environ.get("GITHUB_REF", "").startswith("refs/pull/")
        name = environ.get("GITHUB_BASE_REF" if merging else "GITHUB_REF_NAME", "")
        return f"{server}/{environ['GITHUB_REPOSITORY']}", name
    return environ.get("CI_PROJECT_URL", ""), environ.get("CI_DEFAULT_BRANCH", "")


def from_git(folder):
    def git(*arguments):
        command = ["git", "-C", str(folder), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=10)
        except OSError:
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""

    head = git("symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    return git("remote", "get-url", "origin"), head.removeprefix("origin/")


def find(folder, address="", branch="", environ=os.environ):
    """The course's repository, or None when nobody says where it is."""
    for url, name in ((address, ""), from_ci(environ), from_git(folder)):
        if url:
            return parse(url, branch or name)
    return None
