"""Golden masks of pycocotools for annotations. Run by hand: python test/peers/run-lengths.py"""

import json
from pathlib import Path

import numpy as np
from pycocotools import mask

rng = np.random.default_rng(3)
golden = []
for height, width in [(7, 9), (40, 30), (300, 200)]:
    pixels = np.zeros((height, width), np.uint8)
    for _ in range(3):
        y, x = rng.integers(0, height), rng.integers(0, width)
        pixels[y : y + height // 3, x : x + width // 4] = 1
    flat = pixels.flatten(order="F")
    edges = np.flatnonzero(np.diff(flat)) + 1
    runs = np.diff(np.concatenate([[0], edges, [flat.size]])).tolist()
    encoded = mask.encode(np.asfortranarray(pixels))
    golden.append(
        {
            "counts": encoded["counts"].decode(),
            "runs": runs if flat[0] == 0 else [0, *runs],
            "area": int(mask.area(encoded)),
        }
    )
Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
