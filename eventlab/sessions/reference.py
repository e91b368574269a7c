def languages():
    return []


def trades():
    return []
