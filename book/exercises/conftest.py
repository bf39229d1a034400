"""The exercise notebooks are compared as a newcomer sees them: nothing solved yet."""

import os
import tempfile

os.environ["NNCOURSE_PROGRESS"] = os.path.join(
    tempfile.mkdtemp(prefix="nncourse-"), "progress.jsonl"
)
