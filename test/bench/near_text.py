"""Near-duplicate texts found by a peer: `python near_text.py datasketch|rensa IN OUT`. IN is a CSV with a column `text`; OUT gets
{"copies": rows beyond the first of each set}. Shingles are runs of five words; 120 permutations, 20 bands of 6, and
sets are linked by candidates whose estimated similarity is 0.8 or more. text-dedup is a command of its own."""

import csv
import json
import sys

tool, source, target = sys.argv[1:4]
csv.field_size_limit(1 << 30)


def shingles(text):
    words = text.lower().split()
    return {" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))}


def texts():
    with open(source, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["text"]


def batches(size):
    batch = []
    for text in texts():
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def sketched(some):
    from rensa import RMinHash

    return RMinHash.from_token_sets([shingles(text) for text in some], num_perm=120, seed=42)


class Sets:
    def __init__(self):
        self.parents = {}

    def find(self, x):
        while self.parents.setdefault(x, x) != x:
            self.parents[x] = self.parents[self.parents[x]]
            x = self.parents[x]
        return x

    def unite(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parents[max(a, b)] = min(a, b)

    def copies(self):
        return sum(self.find(x) != x for x in list(self.parents))


sets = Sets()
if tool == "datasketch":
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(params=(20, 6), num_perm=120)
    known = {}
    for row, text in enumerate(texts()):
        sketch = MinHash(num_perm=120)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        for other in index.query(sketch):
            if sketch.jaccard(known[other]) >= 0.8:
                sets.unite(other, row)
        index.insert(row, sketch)
        known[row] = sketch
elif tool == "rensa":
    from multiprocessing import Pool

    from rensa import RMinHashLSH

    # Python makes shingles in one thread: two processes make them and sketch, this one looks up.
    index = RMinHashLSH(threshold=0.8, num_perm=120, num_bands=20)
    known = []
    with Pool(2) as pool:
        for sketches in pool.imap(sketched, batches(1000)):
            for sketch in sketches:
                row = len(known)
                for other in index.query(sketch):
                    if sketch.jaccard(known[other]) >= 0.8:
                        sets.unite(other, row)
                index.insert(row, sketch)
                known.append(sketch)
else:
    raise SystemExit(f"{tool} is not known")
with open(target, "w") as out:
    json.dump({"copies": sets.copies()}, out)
