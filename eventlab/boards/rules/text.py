class TextRefused(Exception):
    def __init__(s, c):
        s.code = c


def check_problem_text(t, limit=280):
    if not t.strip():
        raise TextRefused("empty")
    return t
