"""Extensions of moto: registration, the fast path, and completions of its other services."""
