from types import SimpleNamespace as N


def format_by_key(k):
    return N(
        key=k,
        starts_at="09:00",
        labels={},
        steps=[
            N(kind=x, title={"fr": x}, instruction={"fr": x}, minutes=5, settings={})
            for x in ("welcome", "post", "vote")
        ],
    )


class Format:
    pass
