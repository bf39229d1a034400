"""The address of the course's repository, which the links to Binder and Colab need.

It comes from the first of these that names one: the configuration (`course_repository`,
`course_branch`), the variables of the CI that builds the site, the git remote `origin`. So
a fork's site links to the fork. An address that no other machine can reach, such as a
folder, counts as unknown.
"""

import os
import re
import subprocess
from dataclasses import dataclass

PUBLIC_ADDRESS = re.compile(
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

    def binder_url(self, notebook):
        provider = {
            "github.com": f"gh/{self.path}",
            "gitlab.com": f"gl/{self.path.replace('/', '%2F')}",
        }.get(self.host, "git/" + self.url.replace(":", "%3A").replace("/", "%2F"))
        tree = f"lab/tree/{notebook}".replace("/", "%2F")
        return f"https://mybinder.org/v2/{provider}/{self.branch}?urlpath={tree}"

    def colab_url(self, notebook):
        """None unless GitHub hosts the repository: Colab opens no other notebooks."""
        if self.host != "github.com":
            return None
        path = f"github/{self.path}/blob/{self.branch}/{notebook}"
        return f"https://colab.research.google.com/{path}"


def parse(address, branch):
    """The repository at an address as git writes it, or None if it is not public."""
    match = PUBLIC_ADDRESS.match(address.strip().rstrip("/").removesuffix(".git"))
    if match is None or match["host"] in ("localhost", "127.0.0.1"):
        return None
    return Repository(match["host"], match["path"], branch or "main")


def from_ci(environ):
    """(address, branch) as GitHub's or GitLab's CI gives them, or empty strings.

    A pull request's own ref is no branch, so the branch it goes to is taken.
    """
    if environ.get("GITHUB_REPOSITORY"):
        server = environ.get("GITHUB_SERVER_URL", "https://github.com")
        is_pull_request = environ.get("GITHUB_REF", "").startswith("refs/pull/")
        name = "GITHUB_BASE_REF" if is_pull_request else "GITHUB_REF_NAME"
        return f"{server}/{environ['GITHUB_REPOSITORY']}", environ.get(name, "")
    return environ.get("CI_PROJECT_URL", ""), environ.get("CI_DEFAULT_BRANCH", "")


def from_git(folder):
    """(address, branch) of the remote `origin`, or empty strings."""

    def git(*arguments):
        command = ["git", "-C", str(folder), *arguments]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=10)
        except OSError:
            return ""
        return run.stdout.strip() if run.returncode == 0 else ""

    head = git("symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    return git("remote", "get-url", "origin"), head.removeprefix("origin/")


def find(folder, address="", branch="", environ=os.environ):
    """The course's repository, or None where nothing names a public one."""
    for url, name in ((address, ""), from_ci(environ), from_git(folder)):
        if url:
            return parse(url, branch or name)
    return None
