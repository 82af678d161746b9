"""Golden templates by Drain3 0.9.11 (depth 4, similarity 0.4, 100 children): python3 templates.py writes templates.json.

The log is made here, by a generator with fixed numbers, so that nothing of others is committed."""

import json
from pathlib import Path

from drain3.drain import Drain

VERBS = ["opened", "closed", "refused", "retried", "lost"]
NAMES = ["anna", "bruno", "carla", "dora", "emil", "fritz", "gerda", "hans"]


def lines(count):
    state = 7
    for i in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        a, b, c = state % 8, (state // 8) % 5, (state // 64) % 1000
        kind = (state // 4096) % 9
        if kind == 0:
            yield f"session {VERBS[b]} for user {NAMES[a]}"
        elif kind == 1:
            yield f"session of {NAMES[a]} ended after {c} seconds with code {b}"
        elif kind == 2:
            yield f"{NAMES[a]} {VERBS[b]} the file blk_{c} of 5"
        elif kind == 3:
            yield f"{c} packets {VERBS[b]} on port {a}"
        elif kind == 4:
            yield f"warning {NAMES[a]}"
        elif kind == 5:
            yield f"node{a} says {VERBS[b]} {NAMES[(a + b) % 8]} {c}"
        elif kind == 6:
            yield f"w{c} is a first word of many that differ"
        elif kind == 7:
            yield f"{'abcdefghijklmnopqrstuvwxyz'[c % 26]}{'abcdefghijklmnopqrstuvwxyz'[c // 26 % 26]} begins this line and ends in {NAMES[a]}"
        else:
            yield "idle"


def parsed(depth, similarity, children, texts):
    drain = Drain(depth=depth, sim_th=similarity, max_children=children)
    groups = [drain.add_log_message(text)[0].cluster_id for text in texts]
    templates = {cluster.cluster_id: cluster.get_template() for cluster in drain.clusters}
    return {
        "depth": depth,
        "similarity": similarity,
        "children": children,
        "groups": groups,
        "templates": [templates[i + 1] for i in range(len(templates))],
    }


# Equal texts have one template here, in Drain3 perhaps two: each text is told once.
texts = list(dict.fromkeys(lines(600)))
settings = [(4, 0.4, 100), (4, 0.4, 5), (5, 0.6, 100), (3, 0.2, 100), (6, 0.8, 10)]
golden = {"texts": texts, "runs": [parsed(*each, texts) for each in settings]}
Path(__file__).with_name("templates.json").write_text(json.dumps(golden) + "\n")
