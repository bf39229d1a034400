"""Where the source lives is known from one place, and never guessed."""

import subprocess

import pytest
from sphinx_course import repository

PUBLIC = {
    "https://github.com/teacher/course": "https://github.com/teacher/course",
    "https://github.com/teacher/course.git": "https://github.com/teacher/course",
    "https://secret:token@github.com/teacher/course.git": "https://github.com/teacher/course",
    "https://secret@github.com/teacher/course": "https://github.com/teacher/course",
    "git@github.com:teacher/course.git": "https://github.com/teacher/course",
    "ssh://git@gitlab.com/a/group/course.git": "https://gitlab.com/a/group/course",
    "https://git.school.example/teacher/course": "https://git.school.example/teacher/course",
}
UNREACHABLE = [
    "/srv/course",
    "../course.git",
    "file:///srv/course",
    "http://localhost/a/b",
    "x",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_becomes_the_public_one(address):
    assert repository.parse(address, "main").url == PUBLIC[address]


@pytest.mark.parametrize("address", UNREACHABLE)
def test_what_no_other_machine_reaches_is_unknown(address):
    assert repository.parse(address, "main") is None


def repo_with_origin(folder, origin):
    for arguments in (["init", "-q"], ["remote", "add", "origin", origin]):
        subprocess.run(["git", "-C", folder, *arguments], check=True)
    return folder


def test_a_forks_clone_points_at_the_fork(tmp_path):
    fork = repo_with_origin(tmp_path, "git@github.com:learner/fork.git")
    assert repository.find(fork, environ={}).url == "https://github.com/learner/fork"


def test_config_comes_before_ci_and_ci_before_git(tmp_path):
    folder = repo_with_origin(tmp_path, "https://github.com/in/git")
    ci = {
        "GITHUB_REPOSITORY": "in/ci",
        "GITHUB_REF_NAME": "v2",
        "GITHUB_REF": "refs/tags/v2",
    }
    repo = repository.find(folder, environ=ci)
    assert (repo.path, repo.branch) == ("in/ci", "v2")
    repo = repository.find(folder, "https://gitlab.com/in/config", "book", environ=ci)
    assert (repo.host, repo.path, repo.branch) == ("gitlab.com", "in/config", "book")


def test_a_pull_request_points_at_the_branch_it_goes_to(tmp_path):
    ci = {
        "GITHUB_REPOSITORY": "in/ci",
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_REF_NAME": "7/merge",
        "GITHUB_BASE_REF": "main",
    }
    assert repository.find(tmp_path, environ=ci).branch == "main"


def test_it_is_unknown_where_nothing_names_it(tmp_path):
    subprocess.run(["git", "-C", tmp_path, "init", "-q"], check=True)
    assert repository.find(tmp_path, environ={}) is None


def test_links_for_each_kind_of_host():
    notebook = "book/chapters/03-x.ipynb"
    github = repository.parse("https://github.com/a/b", "main")
    tree = "?urlpath=lab%2Ftree%2Fbook%2Fchapters%2F03-x.ipynb"
    assert github.binder_url(notebook) == f"https://mybinder.org/v2/gh/a/b/main{tree}"
    colab = "https://colab.research.google.com/github/a/b/blob/main/"
    assert github.colab_url(notebook) == colab + notebook
    gitlab = repository.parse("https://gitlab.com/a/b", "main")
    assert gitlab.binder_url(notebook).startswith("https://mybinder.org/v2/gl/a%2Fb/main?")
    other = repository.parse("https://git.school.example/a/b", "main")
    address = "https%3A%2F%2Fgit.school.example%2Fa%2Fb"
    assert other.binder_url(notebook).startswith(
        f"https://mybinder.org/v2/git/{address}/main?"
    )
    assert gitlab.colab_url(notebook) is None
