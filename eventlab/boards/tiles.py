def tile_by_key(k):
    return k
