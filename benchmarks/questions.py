"""The questions that the plots answer, each by the name of its plot."""

from __future__ import annotations

from typing import Final

QUESTIONS: Final = {
    "calls": "What does a call cost over botocore alone?",
    "switch": "What does a test cost over the same under mock_aws?",
    "growth": "How much dearer is a question among many cases?",
    "searches": "How long does a question take among so many cases?",
    "scans": "How long does a search take that has to look at every case?",
    "pages": "How long does a page take far behind the first?",
    "memory": "How much memory does a case take, its history included?",
    "server": "How fast is the server beside a bare one and beside moto's?",
}
"""What each plot is called and the question above it."""
